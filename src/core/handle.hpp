#pragma once
/// An owning pointer to a C library's object, freed by the library's own function.
#include <memory>

namespace idpsim {

template <auto Free> struct FreeWith {
    template <class T> void operator()(T* p) const noexcept { Free(p); }
};
template <class T, auto Free> using Handle = std::unique_ptr<T, FreeWith<Free>>;

} // namespace idpsim
