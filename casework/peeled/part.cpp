#include "casework/peeled/part.h"

#include <algorithm>
#include <optional>

namespace tipstaff::casework {
namespace {

constexpr std::uint8_t kEnd = 255;

void put(Bytes& out, std::size_t value, int bytes) {
  for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8) out.push_back(static_cast<std::uint8_t>(value >> shift));
}

std::size_t number(ByteView bytes) {
  std::size_t out = 0;
  for (const auto byte : bytes) out = out << 8 | byte;
  return out;
}

// Cursor takes views off the front, or nothing when there is less.
class Cursor {
 public:
  explicit Cursor(ByteView bytes) : bytes_(bytes) {}
  std::optional<ByteView> take(std::size_t size) {
    if (size > bytes_.size()) return std::nullopt;
    const auto out = bytes_.first(size);
    bytes_ = bytes_.subspan(size);
    return out;
  }
  [[nodiscard]] bool empty() const { return bytes_.empty(); }

 private:
  ByteView bytes_;
};

Bytes frame(std::uint8_t kind, const PeeledPart& part) {
  Bytes out = {'T', 'P', kind};
  put(out, part.path.size(), 2);
  put(out, part.name.size(), 2);
  put(out, part.text.size(), 4);
  put(out, part.png.size(), 4);
  return concat({out, as_bytes(part.path), as_bytes(part.name), as_bytes(part.text), part.png});
}

template <class List>
bool among(const List& list, std::string_view name) {
  return std::find(std::begin(list), std::end(list), name) != std::end(list);
}

bool text_of_one_kind(const PeeledPart& part) {
  switch (part.kind) {
    case PartKind::text: return part.png.empty() && part.name.size() <= kNameBytesMax;
    case PartKind::picture: return part.text.empty() && (part.name.empty() || part.name == kHasText) && plain_png(part.png);
    case PartKind::property:
      return part.png.empty() && among(kPropertyNames, part.name) && part.text.size() <= kPropertyBytesMax;
    case PartKind::refused:
      return part.png.empty() && among(kRefusals, part.name) && part.text.size() <= kPropertyBytesMax;
  }
  return false;
}

bool keeps_rules(const PeeledPart& part) {
  return part.path.size() <= kPathBytesMax && part.png.size() <= kPngBytesMax && valid_utf8(as_bytes(part.path)) &&
         valid_utf8(as_bytes(part.name)) && valid_utf8(as_bytes(part.text)) && text_of_one_kind(part);
}

// What one frame says: a part, the end, or nothing that can be believed.
struct Said {
  bool end = false;
  std::optional<PeeledPart> part;
};

Said read_frame(Cursor& cursor) {
  const auto head = cursor.take(kFrameHeadBytes);
  if (!head || (*head)[0] != 'T' || (*head)[1] != 'P') return {};
  const auto kind = (*head)[2];
  const auto path = cursor.take(number(head->subspan(3, 2)));
  const auto name = path ? cursor.take(number(head->subspan(5, 2))) : std::nullopt;
  const auto text = name ? cursor.take(number(head->subspan(7, 4))) : std::nullopt;
  const auto png = text ? cursor.take(number(head->subspan(11, 4))) : std::nullopt;
  if (!png) return {};
  if (kind == kEnd) return {path->empty() && name->empty() && text->empty() && png->empty() && cursor.empty(), {}};
  if (kind > static_cast<std::uint8_t>(PartKind::refused)) return {};
  if (path->size() > kPathBytesMax || text->size() > kTextBytesMax || png->size() > kPngBytesMax) return {};
  return {false, PeeledPart{static_cast<PartKind>(kind), std::string(as_text(*path)), std::string(as_text(*name)),
                            std::string(as_text(*text)), Bytes(png->begin(), png->end())}};
}

struct Sums {
  std::size_t parts = 0, text = 0, png = 0;
  bool add(const PeeledPart& part) {
    text += part.text.size();
    png += part.png.size();
    return ++parts <= kPartsPerFileMax && text <= kTextBytesMax && png <= kPngBytesSumMax;
  }
};

bool is_chunk(ByteView head, std::string_view type) { return as_text(head.subspan(4, 4)) == type; }

// IHDR: width, height, 8 bits, grey or RGB, the one compression, the one filter, not
// interlaced.
bool plain_head(ByteView ihdr) {
  const auto width = number(ihdr.first(4)), height = number(ihdr.subspan(4, 4));
  return width >= 1 && width <= kPictureSideMax && height >= 1 && height <= kPictureSideMax && ihdr[8] == 8 &&
         (ihdr[9] == 0 || ihdr[9] == 2) && ihdr[10] == 0 && ihdr[11] == 0 && ihdr[12] == 0;
}

}  // namespace

SecretBytes request_of(ByteView file, std::string_view name) {
  SecretBytes out;
  for (int shift = 24; shift >= 0; shift -= 8) out.push_back(static_cast<std::uint8_t>(name.size() >> shift));
  out.insert(out.end(), name.begin(), name.end());
  out.insert(out.end(), file.begin(), file.end());
  return out;
}

Bytes frame_of(const PeeledPart& part) { return frame(static_cast<std::uint8_t>(part.kind), part); }

Bytes end_frame() { return frame(kEnd, {}); }

Peeled parse_untrusted_frames(ByteView answer) {
  Peeled out;
  Sums sums;
  for (Cursor cursor(answer); !cursor.empty();) {
    auto said = read_frame(cursor);
    if (said.end) {
      out.whole = true;
      return out;
    }
    if (!said.part || !keeps_rules(*said.part) || !sums.add(*said.part)) {
      out.honest = false;
      return out;
    }
    out.parts.push_back(std::move(*said.part));
  }
  return out;
}

bool plain_png(ByteView png) {
  constexpr std::uint8_t kSignature[] = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
  constexpr std::size_t kHeadBytes = 13, kCrcBytes = 4;
  Cursor cursor(png);
  const auto signature = cursor.take(sizeof kSignature);
  if (!signature || !equal_vartime(*signature, kSignature)) return false;
  for (bool first = true, data = false;; first = false) {
    const auto head = cursor.take(8);
    const auto body = head ? cursor.take(number(head->first(4))) : std::nullopt;
    if (!body || !cursor.take(kCrcBytes)) return false;
    if (first != is_chunk(*head, "IHDR")) return false;
    if (first && (body->size() != kHeadBytes || !plain_head(*body))) return false;
    if (is_chunk(*head, "IEND")) return data && body->empty() && cursor.empty();
    if (!first && !is_chunk(*head, "IDAT")) return false;
    data = data || !first;
  }
}

}  // namespace tipstaff::casework
