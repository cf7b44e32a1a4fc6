#include "casework/duplicates/sketch.h"

#include <algorithm>

#include "casework/observables/classes.h"
#include "casework/observables/fold.h"
#include "casework/observables/utf8.h"

namespace tipstaff::casework {
namespace {

using Minima = std::array<std::uint32_t, kMinima>;
constexpr std::uint32_t kEmpty = UINT32_MAX;
constexpr unsigned kBinShift = 57;  // the upper 7 bits choose one of 128 bins

// mix is the finaliser of SplitMix64.
std::uint64_t mix(std::uint64_t x) {
  x = (x ^ x >> 30) * 0xbf58476d1ce4e5b9u;
  x = (x ^ x >> 27) * 0x94d049bb133111ebu;
  return x ^ x >> 31;
}

void take(Minima& sketch, std::uint64_t hash) {
  auto& bin = sketch[hash >> kBinShift];
  bin = std::min(bin, static_cast<std::uint32_t>(hash) & (kEmpty - 1));
}

// fill_gaps borrows from the next bin that has a value, changed by the distance
// (densification by rotation), so that short texts can be compared too.
void fill_gaps(Minima& sketch) {
  const auto original = sketch;
  for (std::size_t i = 0; i < kMinima; ++i) {
    std::size_t distance = 0;
    while (distance < kMinima && original[(i + distance) % kMinima] == kEmpty) ++distance;
    if (distance == 0 || distance == kMinima) continue;
    sketch[i] = static_cast<std::uint32_t>(mix(original[(i + distance) % kMinima] + (std::uint64_t{distance} << 32))) & (kEmpty - 1);
  }
}

// Writer collapses blanks and masks numbers while it writes.
class PlainWriter {
 public:
  void put(char c) {
    if (is_digit(c)) {
      if (!in_number_) out_ += "<n>";
      in_number_ = true;
      return;
    }
    in_number_ = false;
    const bool blank = static_cast<unsigned char>(c) <= 0x20;
    if (!blank) out_.push_back(c);
    else if (!out_.empty() && out_.back() != ' ') out_.push_back(' ');
  }
  void mask(std::string_view name) {
    in_number_ = false;
    out_ += "<" + std::string(name) + ">";
  }
  std::string take() {
    while (out_.ends_with(' ')) out_.pop_back();
    return std::move(out_);
  }

 private:
  std::string out_;
  bool in_number_ = false;
};

}  // namespace

std::string plain_form(std::string_view text, const std::vector<Observable>& found) {
  PlainWriter writer;
  std::size_t at = 0;
  const auto copy_to = [&](std::size_t end) {
    const auto folded = fold(text.substr(at, end - at));
    for (const char c : fold_case(folded.text())) writer.put(c);
    at = end;
  };
  for (const auto& one : found) {
    if (one.offset < at) continue;  // inside of what was masked already
    copy_to(one.offset);
    writer.mask(type_name(one.type));
    at = one.offset + one.length;
  }
  copy_to(text.size());
  return writer.take();
}

Sketch sketch_of(std::string_view plain, std::uint64_t seed) {
  Minima minima;
  minima.fill(kEmpty);
  std::array<std::uint64_t, kShingleChars> window{};
  std::size_t count = 0;
  for (std::size_t at = 0; at < plain.size(); ++count) {
    const auto c = character_at(plain, at);
    at += c.bytes;
    std::shift_left(window.begin(), window.end(), 1);
    window.back() = c.code;
    if (count + 1 < kShingleChars && at < plain.size()) continue;
    std::uint64_t hash = seed;
    for (const auto code : window) hash = mix(hash ^ (code + 0x9e3779b97f4a7c15u));
    take(minima, hash);
  }
  fill_gaps(minima);
  Sketch sketch;
  // The lower bits: a minimum's upper ones are mostly zero.
  std::transform(minima.begin(), minima.end(), sketch.begin(), [](std::uint32_t one) { return static_cast<std::uint16_t>(one); });
  return sketch;
}

double similarity(const Sketch& a, const Sketch& b) {
  std::size_t same = 0;
  for (std::size_t i = 0; i < kMinima; ++i) same += a[i] == b[i] ? 1 : 0;
  return static_cast<double>(same) / kMinima;
}

}  // namespace tipstaff::casework
