#pragma once
// Scanner finds everything in a text that names a person, an account, a machine, an
// amount's way or a place.

#include <vector>

#include "casework/observables/observable.h"
#include "casework/observables/suffixes.h"
#include "tipstaff/bytes/bytes.h"

namespace tipstaff::casework {

// A tip has at most about 730 KB; what is taken out of an attachment is cut to 8 MB.
inline constexpr std::size_t kScanBytesMax = 16u << 20;

// What is kept of a scan is kept with this number; raise it when the same text may give
// another result.
inline constexpr std::int64_t kScannerVersion = 1;

// Scan results, and how many bytes were looked at on the way: the measure by which
// tests show that no text can slow the scanner.
struct ScanResult {
  std::vector<Observable> observables;  // by offset; what encloses others comes first
  std::uint64_t steps = 0;
};

class Scanner {
 public:
  // The tables are read once; a Scanner may be used by many threads.
  Scanner();

  // scan looks through `text`, any bytes at all. The same bytes give the same result.
  // Errors: too_large.
  // Time: linear in the text, whatever it says (scanner_test.cpp).
  [[nodiscard]] Result<ScanResult> scan(std::string_view text) const;

  [[nodiscard]] const SuffixList& suffixes() const { return suffixes_; }

 private:
  SuffixList suffixes_;
};

}  // namespace tipstaff::casework
