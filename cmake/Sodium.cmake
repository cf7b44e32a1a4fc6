# The imported target `sodium`: libsodium 1.0.22 or newer, static, which
# tools/deps built into build/deps/native from Debian's own source package.
set(TIPSTAFF_DEPS ${CMAKE_SOURCE_DIR}/build/deps CACHE PATH "where tools/deps put libsodium")

find_library(SODIUM_LIBRARY libsodium.a PATHS ${TIPSTAFF_DEPS}/native/lib NO_DEFAULT_PATH)
if(NOT SODIUM_LIBRARY)
  message(FATAL_ERROR "libsodium 1.0.22 is not built yet. Run tools/deps first.")
endif()
add_library(sodium STATIC IMPORTED)
set_target_properties(sodium PROPERTIES
  IMPORTED_LOCATION ${SODIUM_LIBRARY}
  INTERFACE_INCLUDE_DIRECTORIES ${TIPSTAFF_DEPS}/native/include)
