#pragma once
// The page's manifest: which files the source's page consists of. Its hash is the
// roster's client_bundle_hash, so that the page proves itself (PROTOCOL.md 4.11).
//
//   tipstaff-page-v1
//   64 hexadecimal digits, space, name; one line for each file, sorted by name

#include <string>
#include <vector>

#include "tipstaff/bytes/fixed.h"

namespace tipstaff::wire {

inline constexpr std::size_t kPageFilesMax = 256;         // a page of more is a mistake
inline constexpr std::size_t kPageFileNameBytesMax = 64;
inline constexpr std::size_t kPageManifestBytesMax = 64 << 10;
inline constexpr std::string_view kPageManifestName = "manifest.txt";

struct PageFile {
  std::string name;  // letters, digits, '.', '-' and '_', not beginning with '.'
  Hash32 hash;       // H(bytes)

  friend bool operator==(const PageFile&, const PageFile&) = default;
};

// PageManifest is a list whose form was checked; whether anybody vouches for it says
// only its hash.
class PageManifest {
 public:
  [[nodiscard]] const std::vector<PageFile>& files() const { return files_; }
  [[nodiscard]] const Hash32& hash() const { return hash_; }
  // find returns the hash of a file, or nothing.
  [[nodiscard]] const Hash32* find(std::string_view name) const;

 private:
  friend Result<PageManifest> parse_untrusted_page_manifest(ByteView);
  std::vector<PageFile> files_;
  Hash32 hash_;
};

// encode_page_manifest writes the list, in any order, in its one form.
// Errors: bad_text (a name), conflict (a name twice), too_large.
[[nodiscard]] Result<Bytes> encode_page_manifest(std::vector<PageFile> files);

// parse_untrusted_page_manifest reads exactly what encode_page_manifest writes.
// Errors: bad_magic, bad_text, conflict, too_large.
[[nodiscard]] Result<PageManifest> parse_untrusted_page_manifest(ByteView bytes);

}  // namespace tipstaff::wire
