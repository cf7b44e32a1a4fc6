#include "source/places.h"

#include <algorithm>
#include <set>
#include <tuple>

#include "tipstaff/wire/reader.h"

namespace tipstaff::source {
namespace {

constexpr std::string_view kMagic = "TSP1";
constexpr std::size_t kPlacesMax = 65'535;  // numbers of places are u16
constexpr std::int32_t kUnitsAHundredth = 1000;
constexpr std::uint8_t kWeightBits = 0x7F;

struct Header {
  std::size_t folds, places, others, fold_bytes, place_bytes, other_bytes;
};

Result<Header> read_header(wire::Reader& in) {
  TIP_TRY(const auto magic, in.take(kMagic.size()));
  if (as_text(magic) != kMagic) return fail(Errc::bad_magic, "gazetteer");
  Header out{};
  for (auto* field : {&out.folds, &out.places, &out.others, &out.fold_bytes, &out.place_bytes, &out.other_bytes}) {
    TIP_TRY(*field, in.u32());
    if (*field > kPlacesFileMax) return fail(Errc::too_large, "gazetteer");
  }
  TIP_CHECK(in.zeros(4));
  if (out.places > kPlacesMax) return fail(Errc::too_large, "gazetteer");
  return out;
}

// next_point takes a code point off valid UTF-8.
std::uint32_t next_point(std::string_view& text) {
  const auto byte = [&](std::size_t i) { return static_cast<std::uint32_t>(static_cast<unsigned char>(text[i])); };
  const auto lead = byte(0);
  const std::size_t size = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  std::uint32_t point = size == 1 ? lead : lead & (0x7Fu >> size);
  for (std::size_t i = 1; i < size; ++i) point = point << 6 | (byte(i) & 0x3F);
  text.remove_prefix(size);
  return point;
}

std::vector<std::uint32_t> read_u32s(ByteView bytes) {
  std::vector<std::uint32_t> out(bytes.size() / 4);
  wire::Reader in(bytes);
  for (auto& value : out) value = *in.u32();
  return out;
}

std::vector<std::uint16_t> read_u16s(ByteView bytes) {
  std::vector<std::uint16_t> out(bytes.size() / 2);
  wire::Reader in(bytes);
  for (auto& value : out) value = *in.u16();
  return out;
}

std::int32_t units(std::uint16_t hundredths) { return static_cast<std::int16_t>(hundredths) * kUnitsAHundredth; }

}  // namespace

Result<Places::Names> Places::read_names(ByteView lengths, ByteView text) {
  Names out;
  out.text = as_text(text);
  out.starts.reserve(lengths.size() + 1);
  out.starts.push_back(0);
  for (const auto length : lengths) {
    const auto end = out.starts.back() + length;
    if (end > out.text.size()) return fail(Errc::wrong_length, "gazetteer names");
    if (!valid_utf8(text.subspan(out.starts.back(), length))) return fail(Errc::bad_text, "gazetteer names");
    out.starts.push_back(end);
  }
  if (out.starts.back() != out.text.size()) return fail(Errc::wrong_length, "gazetteer names");
  return out;
}

Result<void> Places::read_places(ByteView numbers, std::size_t count) {
  const auto lats = read_u16s(numbers.first(2 * count));
  const auto lons = read_u16s(numbers.subspan(2 * count, 2 * count));
  const auto letters = numbers.subspan(4 * count, 2 * count);
  const auto capital_letter = [](char c) { return c >= 'A' && c <= 'Z'; };
  for (std::size_t i = 0; i < count; ++i) {
    where_.push_back({units(lats[i]), units(lons[i])});
    countries_.push_back({static_cast<char>(letters[i]), static_cast<char>(letters[count + i])});
    if (!std::ranges::all_of(countries_.back(), capital_letter)) return fail(Errc::bad_value, "gazetteer country");
  }
  const auto weights = numbers.subspan(6 * count, count);
  weights_.assign(weights.begin(), weights.end());
  return {};
}

Result<Places> Places::parse_untrusted(Bytes file) {
  if (file.size() > kPlacesFileMax) return fail(Errc::too_large, "gazetteer");
  Places out;
  wire::Reader in(file);
  TIP_TRY(const auto header, read_header(in));
  TIP_TRY(const auto points, in.take(4 * header.folds));
  out.points_ = read_u32s(points);
  TIP_TRY(const auto fold_lengths, in.take(header.folds));
  TIP_TRY(const auto fold_text, in.take(header.fold_bytes));
  TIP_TRY(out.folds_, read_names(fold_lengths, fold_text));
  TIP_TRY(const auto numbers, in.take(7 * header.places));
  TIP_CHECK(out.read_places(numbers, header.places));
  TIP_TRY(const auto first_lengths, in.take(header.places));
  TIP_TRY(const auto first_text, in.take(header.place_bytes));
  TIP_TRY(out.first_, read_names(first_lengths, first_text));
  TIP_TRY(const auto owners, in.take(2 * header.others));
  out.places_of_others_ = read_u16s(owners);
  TIP_TRY(const auto other_lengths, in.take(header.others));
  TIP_TRY(const auto other_text, in.take(header.other_bytes));
  TIP_TRY(out.others_, read_names(other_lengths, other_text));
  TIP_CHECK(in.end());
  for (const auto place : out.places_of_others_)
    if (place >= header.places) return fail(Errc::bad_value, "gazetteer place");
  return out;
}

std::string Places::fold(std::string_view text) const {
  std::string out;
  const auto add = [&out](std::string_view part) {
    for (const char c : part)
      if (c != ' ' || (!out.empty() && out.back() != ' ')) out += c;
  };
  while (!text.empty()) {
    const auto whole = text;
    const auto point = next_point(text);
    const auto at = std::ranges::lower_bound(points_, point);
    if (at != points_.end() && *at == point) add(folds_.at(static_cast<std::size_t>(at - points_.begin())));
    else add(whole.substr(0, whole.size() - text.size()));
  }
  if (out.ends_with(' ')) out.pop_back();
  return out;
}

void Places::collect(const Names& names, const std::string& key, bool first, std::vector<Hit>& out) const {
  // first_where halves to the first name from `from` on for which `beyond` holds.
  const auto first_where = [&](std::size_t from, const auto& beyond) {
    std::size_t end = names.size();
    while (from < end) {
      const auto middle = from + (end - from) / 2;
      if (beyond(fold(names.at(middle)))) end = middle;
      else from = middle + 1;
    }
    return from;
  };
  const auto begin = first_where(0, [&](const std::string& name) { return name >= key; });
  const auto exact_end = first_where(begin, [&](const std::string& name) { return name > key; });
  const auto end = first_where(exact_end, [&](const std::string& name) { return !name.starts_with(key); });
  for (auto i = begin; i < end; ++i)
    out.push_back({first ? i : places_of_others_[i], names.at(i), i < exact_end, out.size()});
}

Town Places::town(const Hit& hit) const {
  return {.name = std::string(hit.name), .first_name = std::string(first_.at(hit.place)),
          .country = countries_[hit.place], .place = where_[hit.place], .exact = hit.exact};
}

std::vector<Town> Places::find(std::string_view typed, std::size_t count) const {
  if (!valid_utf8(as_bytes(typed))) return {};
  const auto key = fold(typed);
  if (key.empty()) return {};
  std::vector<Hit> hits;
  collect(first_, key, true, hits);
  collect(others_, key, false, hits);
  std::ranges::sort(hits, {}, [this](const Hit& hit) {
    return std::tuple(!hit.exact, -(weights_[hit.place] & kWeightBits), hit.place, hit.order);
  });
  std::vector<Town> out;
  std::set<std::size_t> seen;
  for (const auto& hit : hits) {
    if (out.size() == count) break;
    if (seen.insert(hit.place).second) out.push_back(town(hit));
  }
  return out;
}

}  // namespace tipstaff::source
