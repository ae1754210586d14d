# idpsim_library(NAME LINK ... PRIVATE_LINK ...): the library of the folder that calls it.
# Sources are the folder's own *.cpp; CONFIGURE_DEPENDS sees added files.

add_library(idpsim_flags INTERFACE)
add_library(idpsim::flags ALIAS idpsim_flags)
target_compile_features(idpsim_flags INTERFACE cxx_std_20)
target_compile_options(idpsim_flags INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wconversion)
# GCC 12 reports -Wrestrict inside std::string's own operator+ (GCC bug 105651).
# Optimising coroutines it takes their frames' operator new and delete for a mismatch.
target_compile_options(idpsim_flags INTERFACE $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict> $<$<CXX_COMPILER_ID:GNU>:-Wno-mismatched-new-delete>)
target_include_directories(idpsim_flags INTERFACE ${PROJECT_SOURCE_DIR})
option(IDPSIM_WERROR "warnings are errors" OFF)
if(IDPSIM_WERROR)
  target_compile_options(idpsim_flags INTERFACE -Werror)
endif()
option(IDPSIM_SANITIZE "AddressSanitizer and UndefinedBehaviorSanitizer" OFF)
if(IDPSIM_SANITIZE)
  add_compile_options(-fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer)
  # GCC's manual: with sanitizers its view of what may be uninitialised has false positives.
  add_compile_options($<$<CXX_COMPILER_ID:GNU>:-Wno-maybe-uninitialized>)
  add_link_options(-fsanitize=address,undefined)
endif()

# The tests are many programs over the same libraries: lld links them in a quarter of GNU ld's time.
find_program(IDPSIM_LLD ld.lld)
if(IDPSIM_LLD)
  add_link_options(-fuse-ld=lld)
endif()

find_program(IDPSIM_CCACHE ccache)
if(IDPSIM_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${IDPSIM_CCACHE})
endif()

function(idpsim_library name)
  cmake_parse_arguments(arg "" "" "SOURCES;LINK;PRIVATE_LINK" ${ARGN})
  if(NOT arg_SOURCES)
    file(GLOB arg_SOURCES CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.cpp)
  endif()
  if(arg_SOURCES)
    add_library(idpsim_${name} STATIC ${arg_SOURCES})
    target_link_libraries(idpsim_${name} PUBLIC idpsim::flags ${arg_LINK} PRIVATE ${arg_PRIVATE_LINK})
  else()
    add_library(idpsim_${name} INTERFACE)
    target_link_libraries(idpsim_${name} INTERFACE idpsim::flags ${arg_LINK})
  endif()
  add_library(idpsim::${name} ALIAS idpsim_${name})
endfunction()

# idpsim_test(NAME LABEL ... LINK ...): one test program from the calling folder's *_test.cpp.
# Each GoogleTest case is a ctest of its own, so they run in parallel and a failure names the case.
function(idpsim_test name)
  cmake_parse_arguments(arg "" "LABEL;TIMEOUT" "LINK;SOURCES" ${ARGN})
  if(arg_UNPARSED_ARGUMENTS OR NOT arg_LABEL)
    message(FATAL_ERROR "idpsim_test(${name}): needs LABEL; not understood: ${arg_UNPARSED_ARGUMENTS}")
  endif()
  if(NOT arg_TIMEOUT)
    set(arg_TIMEOUT 60)
  endif()
  if(NOT arg_SOURCES)
    file(GLOB arg_SOURCES CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*_test.cpp)
  endif()
  if(NOT arg_SOURCES)
    return()
  endif()
  add_executable(test_${name} ${arg_SOURCES})
  target_link_libraries(test_${name} PRIVATE ${arg_LINK} GTest::gmock GTest::gtest GTest::gtest_main)
  target_compile_definitions(test_${name} PRIVATE IDPSIM_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
  # CMake 3.25 gives a discovered test one label: tests named *Golden* have `golden`, the others what was asked for.
  gtest_discover_tests(test_${name} TEST_PREFIX ${name}/ TEST_FILTER "-*Golden*" TEST_LIST ${name}_tests DISCOVERY_MODE PRE_TEST
    PROPERTIES LABELS ${arg_LABEL} TIMEOUT ${arg_TIMEOUT})
  gtest_discover_tests(test_${name} TEST_PREFIX ${name}/ TEST_FILTER "*Golden*" TEST_LIST ${name}_golden DISCOVERY_MODE PRE_TEST
    PROPERTIES LABELS golden TIMEOUT ${arg_TIMEOUT})
endfunction()
