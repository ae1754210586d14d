#pragma once
/// libzip's and libxlsxwriter's objects, freed.
#include "src/core/handle.hpp"

#include <zip.h>

namespace idpsim::xlsx {

using Archive = Handle<zip_t, zip_discard>;
using ArchiveFile = Handle<zip_file_t, zip_fclose>;
using ArchiveSource = Handle<zip_source_t, zip_source_free>;

} // namespace idpsim::xlsx
