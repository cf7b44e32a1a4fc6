// Coordinates, in degrees or in degrees, minutes and seconds.

#include <array>
#include <charconv>
#include <cmath>
#include <optional>

#include "casework/observables/fold.h"
#include "casework/observables/scan.h"

namespace tipstaff::casework {
namespace {

constexpr std::size_t kPlaceMax = 80;
constexpr std::size_t kDecimalsMin = 3;      // about 100 m; less is a price or a score
constexpr int kWrittenDigits = 6;            // about 10 cm

// Cursor reads on from a place in the text and counts what it read.
class Cursor {
 public:
  Cursor(Scan& scan, std::size_t at) : scan_(scan), at_(at), end_(std::min(scan.text.size(), at + kPlaceMax)) {}

  [[nodiscard]] char peek() const { return at_ < end_ ? scan_.text[at_] : '\0'; }
  [[nodiscard]] std::size_t at() const { return at_; }
  char take() { return ++scan_.steps, scan_.text[at_++]; }
  std::size_t skip(std::string_view signs) {
    std::size_t count = 0;
    while (at_ < end_ && signs.find(scan_.text[at_]) != std::string_view::npos) take(), ++count;
    return count;
  }

  // number reads "50.4501"; `decimals` says how many digits follow the dot.
  std::optional<double> number(std::size_t& decimals) {
    const auto begin = at_;
    while (is_digit(peek())) take();
    const auto whole = at_ - begin;
    decimals = 0;
    if (peek() == '.' && at_ + 1 < end_ && is_digit(scan_.text[at_ + 1])) {
      take();
      while (is_digit(peek())) take(), ++decimals;
    }
    if (whole == 0 || whole > 3 || decimals > 10) return std::nullopt;
    double value = 0;
    std::from_chars(scan_.text.data() + begin, scan_.text.data() + at_, value);
    return value;
  }

  // letter reads a hemisphere; '\0' when there is none.
  char letter(std::string_view letters) {
    const char c = peek();
    if (letters.find(c) == std::string_view::npos || c == '\0') return '\0';
    if (at_ + 1 < end_ && is_alpha(scan_.text[at_ + 1])) return '\0';
    return take();
  }

 private:
  Scan& scan_;
  std::size_t at_;
  std::size_t end_;
};

constexpr std::string_view kMarks = "\x1e'\" ";  // the degree sign and primes became separators

struct Part {
  double degrees = 0;
  std::size_t decimals = 0;
  bool minutes = false;
  char hemisphere = '\0';
};

std::optional<Part> read_part(Cursor& cursor, std::string_view hemispheres) {
  Part out;
  const bool negative = cursor.peek() == '-';
  if (negative || cursor.peek() == '+') cursor.take();
  const auto degrees = cursor.number(out.decimals);
  if (!degrees) return std::nullopt;
  out.degrees = *degrees;
  double scale = 60;
  for (int i = 0; i < 2 && out.decimals == 0; ++i, scale *= 60) {
    if (cursor.peek() != kSeparatorByte && cursor.peek() != '\'') break;
    cursor.skip(kMarks);
    if (!is_digit(cursor.peek())) break;
    const auto minutes = cursor.number(out.decimals);
    if (!minutes || *minutes >= 60) return std::nullopt;
    out.degrees += *minutes / scale;
    out.minutes = true;
  }
  cursor.skip(kMarks);
  out.hemisphere = cursor.letter(hemispheres);
  if (negative || out.hemisphere == 'S' || out.hemisphere == 'W') out.degrees = -out.degrees;
  return out;
}

std::string written(double value) {
  std::array<char, 32> text{};
  const auto end = std::to_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed, kWrittenDigits).ptr;
  std::string out(text.data(), end);
  while (out.ends_with('0')) out.pop_back();
  if (out.ends_with('.')) out += "0";
  return out;
}

bool precise(const Part& part) { return part.minutes || part.decimals >= kDecimalsMin; }

}  // namespace

void match_coordinates(Scan& scan, std::size_t begin) {
  if (begin < scan.number_end) return;
  const char sign = scan.before(begin);
  if (sign == '.' || (is_word(sign) && sign != '-')) return;
  const auto from = sign == '-' ? begin - 1 : begin;
  Cursor cursor(scan, from);
  const auto lat = read_part(cursor, "NS");
  if (!lat || !precise(*lat)) return;
  const bool comma = cursor.skip(",;/") > 0;
  cursor.skip(kMarks);
  if (!comma && lat->hemisphere == '\0') return;
  const auto lon = read_part(cursor, "EW");
  if (!lon || !precise(*lon) || std::abs(lat->degrees) > 90 || std::abs(lon->degrees) > 180) return;
  if (is_alnum(cursor.peek()) && scan.before(cursor.at()) != ' ') return;
  auto end = cursor.at();
  while (scan.before(end) == ' ') --end;
  scan.add(Type::coordinates, from, end, written(lat->degrees) + "," + written(lon->degrees), "place.degrees");
  scan.number_end = end;
}

}  // namespace tipstaff::casework
