#include "casework/locating/gazetteer.h"

#include <algorithm>
#include <bit>

#include "casework/observables/utf8.h"

namespace tipstaff::casework {
namespace {

constexpr std::string_view kMagic = "TSN1";
constexpr std::uint32_t kPlaneEnd = 0x10000, kCodeLimit = 0x110000;
constexpr std::size_t kLinksOfKeyMax = 16;
constexpr std::uint8_t kCountryFlag = 0x80, kWeightBits = 0x7F;

std::uint32_t number_at(ByteView bytes, std::size_t i, std::size_t size) {
  std::uint32_t out = 0;
  for (std::size_t k = 0; k < size; ++k) out = out << 8 | bytes[i * size + k];
  return out;
}

double degrees(ByteView bytes, std::size_t i) { return static_cast<std::int16_t>(number_at(bytes, i, 2)) / 100.0; }

}  // namespace

std::uint64_t hash_word(std::string_view word) {
  std::uint64_t out = 0xCBF29CE484222325;
  for (const char c : word) out = (out ^ static_cast<std::uint8_t>(c)) * 0x100000001B3;
  return out;
}

std::string_view take_word(std::string_view& key) {
  std::size_t end = 0;
  while (end < key.size() && key[end] != ' ') {
    const auto character = character_at(key, end);
    if (is_single(character.code)) {
      if (end == 0) end = character.bytes;
      break;
    }
    end += character.bytes;
  }
  const auto word = key.substr(0, end);
  key.remove_prefix(end < key.size() && key[end] == ' ' ? end + 1 : end);
  return word;
}

struct Gazetteer::Counts {
  std::size_t folds, places, keys, links, fold_bytes, place_bytes, key_bytes;
};

class Gazetteer::Reader {
 public:
  explicit Reader(ByteView bytes) : left_(bytes) {}
  [[nodiscard]] bool done() const { return left_.empty(); }

  Result<ByteView> take(std::size_t size) {
    if (size > left_.size()) return fail(Errc::wrong_length, "gazetteer");
    const auto out = left_.first(size);
    left_ = left_.subspan(size);
    return out;
  }

  Result<Counts> counts() {
    TIP_TRY(const auto magic, take(kMagic.size()));
    if (as_text(magic) != kMagic) return fail(Errc::bad_magic, "gazetteer");
    TIP_TRY(const auto numbers, take(7 * 4));
    Counts out{};
    std::size_t i = 0;
    for (auto* field : {&out.folds, &out.places, &out.keys, &out.links, &out.fold_bytes, &out.place_bytes, &out.key_bytes}) {
      *field = number_at(numbers, i++, 4);
      if (*field > kGazetteerFileMax) return fail(Errc::too_large, "gazetteer");
    }
    if (out.folds >= kPlaneEnd) return fail(Errc::too_large, "gazetteer folds");
    return out;
  }

  Result<Names> names(std::size_t count, std::size_t bytes) {
    TIP_TRY(const auto lengths, take(count));
    TIP_TRY(const auto text, take(bytes));
    Names out;
    out.text = as_text(text);
    out.starts.reserve(count + 1);
    out.starts.push_back(0);
    for (const auto length : lengths) {
      const auto begin = out.starts.back();
      if (length > bytes - begin) return fail(Errc::wrong_length, "gazetteer names");
      if (!valid_utf8(text.subspan(begin, length))) return fail(Errc::bad_text, "gazetteer names");
      out.starts.push_back(begin + length);
    }
    if (out.starts.back() != bytes) return fail(Errc::wrong_length, "gazetteer names");
    return out;
  }

 private:
  ByteView left_;
};

Result<void> Gazetteer::read_folds(Reader& in, const Counts& counts) {
  TIP_TRY(const auto points, in.take(4 * counts.folds));
  TIP_TRY(folds_, in.names(counts.folds, counts.fold_bytes));
  fold_of_point_.assign(kPlaneEnd, 0);
  for (std::size_t i = 0; i < counts.folds; ++i) {
    const auto point = number_at(points, i, 4);
    if (point >= kCodeLimit) return fail(Errc::bad_value, "gazetteer fold");
    if (point < kPlaneEnd) fold_of_point_[point] = static_cast<std::uint16_t>(i + 1);
  }
  return {};
}

Result<void> Gazetteer::read_places(Reader& in, const Counts& counts) {
  const auto n = counts.places;
  TIP_TRY(const auto lats, in.take(2 * n));
  TIP_TRY(const auto lons, in.take(2 * n));
  TIP_TRY(const auto first, in.take(n));
  TIP_TRY(const auto second, in.take(n));
  TIP_TRY(const auto weights, in.take(n));
  TIP_TRY(const auto radii, in.take(2 * n));
  const auto is_letter = [](std::uint8_t c) { return c >= 'A' && c <= 'Z'; };
  places_.reserve(n);
  for (std::size_t i = 0; i < n; ++i) {
    const Point point{degrees(lats, i), degrees(lons, i)};
    if (!is_letter(first[i]) || !is_letter(second[i])) return fail(Errc::bad_value, "gazetteer country");
    if (point.lat < -90 || point.lat > 90 || point.lon < -180 || point.lon > 180) return fail(Errc::bad_value, "gazetteer place");
    places_.push_back({point, {static_cast<char>(first[i]), static_cast<char>(second[i])}, weights[i], number_at(radii, i, 2) * 100});
  }
  TIP_TRY(place_names_, in.names(n, counts.place_bytes));
  return {};
}

Result<void> Gazetteer::read_keys(Reader& in, const Counts& counts) {
  TIP_TRY(keys_, in.names(counts.keys, counts.key_bytes));
  TIP_TRY(const auto sizes, in.take(counts.keys));
  TIP_TRY(const auto places, in.take(4 * counts.links));
  TIP_TRY(const auto bits, in.take(2 * counts.links));
  link_starts_.reserve(counts.keys + 1);
  link_starts_.push_back(0);
  for (const auto size : sizes) {
    if (size == 0 || size > kLinksOfKeyMax) return fail(Errc::bad_value, "gazetteer links");
    link_starts_.push_back(link_starts_.back() + size);
  }
  if (link_starts_.back() != counts.links) return fail(Errc::wrong_length, "gazetteer links");
  links_.reserve(counts.links);
  for (std::size_t i = 0; i < counts.links; ++i) {
    links_.push_back({number_at(places, i, 4), static_cast<std::uint16_t>(number_at(bits, i, 2))});
    if (links_.back().place >= counts.places) return fail(Errc::bad_value, "gazetteer link");
  }
  return {};
}

Result<Gazetteer> Gazetteer::parse_untrusted(ByteView file) {
  if (file.size() > kGazetteerFileMax) return fail(Errc::too_large, "gazetteer");
  Gazetteer out;
  Reader in(file);
  TIP_TRY(const auto counts, in.counts());
  TIP_CHECK(out.read_folds(in, counts));
  TIP_CHECK(out.read_places(in, counts));
  TIP_CHECK(out.read_keys(in, counts));
  if (!in.done()) return fail(Errc::wrong_length, "gazetteer");
  out.index_keys();
  return out;
}

// Twice as many slots as runs of words keep probes short.
void Gazetteer::index_keys() {
  const auto words_of = [](std::string_view key) {
    std::vector<std::uint64_t> out;
    while (!key.empty() && out.size() <= kNameWordsMax) out.push_back(hash_word(take_word(key)));
    return out;
  };
  std::vector<std::pair<std::uint64_t, std::uint32_t>> runs;
  runs.reserve(2 * keys_.size());
  for (std::uint32_t i = 0; i < keys_.size(); ++i) {
    const auto words = words_of(keys_.at(i));
    if (words.size() > kNameWordsMax) continue;
    auto hash = kHashNone;
    for (std::size_t k = 0; k < words.size(); ++k) {
      hash = hash_more(hash, words[k]);
      runs.emplace_back(hash, k + 1 == words.size() ? i : kNoKey);
    }
  }
  slots_.assign(std::bit_ceil(2 * runs.size() + 1), {});
  for (const auto& [hash, key] : runs) note(hash, key);
}

void Gazetteer::note(std::uint64_t hash, std::uint32_t key) {
  const auto mask = slots_.size() - 1;
  for (auto i = hash & mask;; i = (i + 1) & mask) {
    auto& slot = slots_[i];
    const bool empty = slot.key == kNoKey && !slot.begins_more;
    if (!empty && slot.hash != hash) continue;
    slot.hash = hash;
    slot.begins_more = slot.begins_more || key == kNoKey;
    if (slot.key == kNoKey) slot.key = key;
    return;
  }
}

const Gazetteer::Slot* Gazetteer::find(std::uint64_t hash) const {
  const auto mask = slots_.size() - 1;
  for (auto i = hash & mask;; i = (i + 1) & mask) {
    const auto& slot = slots_[i];
    if (slot.key == kNoKey && !slot.begins_more) return nullptr;
    if (slot.hash == hash) return &slot;
  }
}

std::span<const Link> Gazetteer::links(std::uint32_t key) const {
  return std::span(links_).subspan(link_starts_[key], link_starts_[key + 1] - link_starts_[key]);
}

PlaceEntry Gazetteer::place(std::uint32_t number) const {
  const auto& one = places_[number];
  return {place_names_.at(number), one.country, one.point, one.radius_m, static_cast<std::uint8_t>(one.weight & kWeightBits),
          (one.weight & kCountryFlag) != 0};
}

std::optional<PlaceEntry> Gazetteer::country_place(Country country) const {
  for (std::uint32_t i = 0; i < places_.size() && (places_[i].weight & kCountryFlag) != 0; ++i)
    if (places_[i].country == country) return place(i);
  return std::nullopt;
}

std::optional<std::string_view> Gazetteer::fold_of(char32_t code) const {
  if (code >= kPlaneEnd || fold_of_point_[code] == 0) return std::nullopt;
  return folds_.at(fold_of_point_[code] - 1u);
}

}  // namespace tipstaff::casework
