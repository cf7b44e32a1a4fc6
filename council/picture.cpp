#include "council/picture.h"

#include <array>

#include "council/limits.h"
#include "tipstaff/crypto/hash.h"

namespace tipstaff::council {
namespace {

using wire::Reader;

constexpr std::array<std::uint8_t, 8> kPngMagic = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};

struct Found {
  std::uint32_t width = 0;
  std::uint32_t height = 0;
  Bytes kept;
};

void keep(Found& found, ByteView bytes) { found.kept.insert(found.kept.end(), bytes.begin(), bytes.end()); }

// crc32 of PNG (ISO 3309), bit by bit: pictures are small.
std::uint32_t crc32(ByteView bytes) {
  std::uint32_t crc = 0xFFFF'FFFF;
  for (const auto byte : bytes) {
    crc ^= byte;
    for (int bit = 0; bit < 8; ++bit) crc = (crc >> 1) ^ ((crc & 1) != 0 ? 0xEDB8'8320u : 0u);
  }
  return ~crc;
}

// A colour type allows these bit depths (PNG, table 11.1).
bool known_depth(std::uint8_t depth, std::uint8_t colour) {
  switch (colour) {
    case 0: return depth == 1 || depth == 2 || depth == 4 || depth == 8;
    case 3: return depth == 1 || depth == 2 || depth == 4 || depth == 8;
    case 2: case 4: case 6: return depth == 8;
    default: return false;
  }
}

Result<void> read_png_header(ByteView data, Found& found) {
  if (data.size() != 13) return fail(Errc::bad_value, "picture: PNG header");
  Reader in(data);
  TIP_TRY(found.width, in.u32());
  TIP_TRY(found.height, in.u32());
  const auto form = in.rest();
  if (!known_depth(form[0], form[1]) || form[2] != 0 || form[3] != 0 || form[4] > 1)
    return fail(Errc::bad_value, "picture: form of PNG");
  return {};
}

// Chunks in order: IHDR, what may be dropped, PLTE, tRNS, IDAT..., IEND, nothing.
struct PngOrder {
  bool header = false;
  bool data = false;
  bool end = false;
};

Result<void> take_png_chunk(std::string_view type, ByteView data, ByteView whole, PngOrder& order,
                            Found& found) {
  const bool header = type == "IHDR";
  if (header == order.header) return fail(Errc::bad_value, "picture: order of PNG chunks");
  if (header) {
    TIP_CHECK(read_png_header(data, found));
    order.header = true;
  }
  order.data = order.data || type == "IDAT";
  order.end = type == "IEND";
  const bool needed = header || type == "PLTE" || type == "tRNS" || type == "IDAT" || type == "IEND";
  const bool critical = type[0] >= 'A' && type[0] <= 'Z';
  if (critical && !needed) return fail(Errc::bad_value, "picture: unknown PNG chunk");
  if (needed) keep(found, whole);
  return {};
}

Result<Found> strip_png(ByteView bytes) {
  Found found;
  PngOrder order;
  keep(found, bytes.first(kPngMagic.size()));
  for (auto rest = bytes.subspan(kPngMagic.size()); !rest.empty() && !order.end;) {
    Reader in(rest);
    TIP_TRY(const auto size, in.u32());
    if (size > kPictureBytesMax) return fail(Errc::too_large, "picture");
    TIP_TRY(const auto body, in.take(std::size_t{4} + size));
    TIP_TRY(const auto crc, in.u32());
    if (crc != crc32(body)) return fail(Errc::bad_checksum, "picture");
    TIP_CHECK(take_png_chunk(as_text(body.first(4)), body.subspan(4), rest.first(size + 12u), order, found));
    rest = in.rest();
  }
  if (!order.data || !order.end) return fail(Errc::bad_value, "picture: PNG without pixels");
  return found;
}

// What stands behind the end of a JPEG or PNG is dropped, like other metadata.
bool frame_marker(std::uint8_t marker) { return marker == 0xC0 || marker == 0xC1 || marker == 0xC2; }
bool needed_marker(std::uint8_t marker) {
  return frame_marker(marker) || marker == 0xC4 || marker == 0xDB || marker == 0xDD || marker == 0xDA;
}
// Adobe's segment tells how colours are coded.
bool adobe(std::uint8_t marker, ByteView data) {
  return marker == 0xEE && data.size() == 12 && as_text(data.first(5)) == "Adobe";
}
bool dropped_marker(std::uint8_t marker) { return (marker >= 0xE0 && marker <= 0xEF) || marker == 0xFE; }

Result<void> read_jpeg_frame(ByteView data, Found& found) {
  if (found.width != 0 || data.size() < 6) return fail(Errc::bad_value, "picture: JPEG frame");
  Reader in(data.subspan(1));
  TIP_TRY(found.height, in.u16());
  TIP_TRY(found.width, in.u16());
  const bool fine = data[0] == 8 && (data[5] == 1 || data[5] == 3);
  return fine ? Result<void>{} : fail(Errc::bad_value, "picture: form of JPEG");
}

// scan_size returns how many bytes of coded pixels follow: up to the next marker
// that is neither stuffing nor a restart.
std::size_t scan_size(ByteView rest) {
  for (std::size_t i = 0; i + 1 < rest.size(); ++i)
    if (rest[i] == 0xFF && rest[i + 1] != 0x00 && (rest[i + 1] < 0xD0 || rest[i + 1] > 0xD7)) return i;
  return rest.size();
}

// take_jpeg_segment reads one marker with its length and data.
Result<ByteView> take_jpeg_segment(ByteView rest, Found& found) {
  Reader in(rest);
  TIP_TRY(const auto lead, in.u8());
  TIP_TRY(const auto marker, in.u8());
  TIP_TRY(const auto size, in.u16());
  if (lead != 0xFF || size < 2) return fail(Errc::bad_value, "picture: JPEG marker");
  TIP_TRY(const auto data, in.take(size - 2u));
  if (!needed_marker(marker) && !dropped_marker(marker)) return fail(Errc::bad_value, "picture: form of JPEG");
  if (frame_marker(marker)) TIP_CHECK(read_jpeg_frame(data, found));
  if (needed_marker(marker) || adobe(marker, data)) keep(found, rest.first(size + 2u));
  if (marker != 0xDA) return in.rest();
  if (found.width == 0) return fail(Errc::bad_value, "picture: order of JPEG markers");
  const auto pixels = scan_size(in.rest());
  keep(found, in.rest().first(pixels));
  return in.rest().subspan(pixels);
}

Result<Found> strip_jpeg(ByteView bytes) {
  Found found;
  bool pixels = false;
  keep(found, bytes.first(2));
  auto rest = bytes.subspan(2);
  while (!(rest.size() >= 2 && rest[0] == 0xFF && rest[1] == 0xD9)) {
    pixels = pixels || (rest.size() >= 2 && rest[1] == 0xDA);
    TIP_TRY(rest, take_jpeg_segment(rest, found));
  }
  if (!pixels) return fail(Errc::bad_value, "picture: JPEG without pixels");
  keep(found, rest.first(2));
  return found;
}

bool starts_with(ByteView bytes, ByteView magic) {
  return bytes.size() >= magic.size() && equal_vartime(bytes.first(magic.size()), magic);
}

}  // namespace

std::string PictureRef::file_name() const {
  return to_hex(hash.view()) + (kind == PictureKind::png ? ".png" : ".jpg");
}

Result<void> check_picture_ref(const PictureRef& ref) {
  if (ref.kind != PictureKind::png && ref.kind != PictureKind::jpeg) return fail(Errc::bad_value, "picture");
  if (ref.width < kPictureSideMin || ref.height < kPictureSideMin) return fail(Errc::bad_value, "picture: too small");
  if (ref.width > kPictureSideMax || ref.height > kPictureSideMax) return fail(Errc::too_large, "picture: sides");
  return ref.size <= kPictureBytesMax ? Result<void>{} : fail(Errc::too_large, "picture");
}

Result<Picture> strip_untrusted_picture(ByteView bytes) {
  constexpr std::size_t kBroughtBytesMax = 4 * kPictureBytesMax;  // metadata may outweigh the pixels
  constexpr std::array<std::uint8_t, 3> kJpegMagic = {0xFF, 0xD8, 0xFF};
  if (bytes.size() > kBroughtBytesMax) return fail(Errc::too_large, "picture");
  const bool png = starts_with(bytes, kPngMagic);
  if (!png && !starts_with(bytes, kJpegMagic)) return fail(Errc::bad_magic, "picture: neither PNG nor JPEG");
  TIP_TRY(auto found, png ? strip_png(bytes) : strip_jpeg(bytes));
  if (found.width > kPictureSideMax || found.height > kPictureSideMax) return fail(Errc::too_large, "picture: sides");
  Picture out;
  out.ref.kind = png ? PictureKind::png : PictureKind::jpeg;
  out.ref.width = static_cast<std::uint16_t>(found.width);
  out.ref.height = static_cast<std::uint16_t>(found.height);
  out.ref.size = static_cast<std::uint32_t>(found.kept.size());
  out.ref.hash = crypto::sha256(found.kept);
  out.bytes = std::move(found.kept);
  TIP_CHECK(check_picture_ref(out.ref));
  return out;
}

Result<Picture> parse_untrusted_picture(ByteView bytes, const PictureRef& ref) {
  TIP_TRY(auto out, strip_untrusted_picture(bytes));
  if (out.bytes.size() != bytes.size()) return fail(Errc::bad_value, "picture: carries more than pixels");
  if (out.ref != ref) return fail(Errc::wrong_hash, "picture");
  return out;
}

void write_picture_ref(wire::Writer& out, const std::optional<PictureRef>& ref) {
  if (!ref) {
    out.u8(0);
    return;
  }
  out.u8(static_cast<std::uint8_t>(ref->kind)).u16(ref->width).u16(ref->height).u32(ref->size);
  out.raw(ref->hash.view());
}

Result<std::optional<PictureRef>> read_picture_ref(wire::Reader& in) {
  TIP_TRY(const auto kind, in.u8());
  if (kind == 0) return std::nullopt;
  PictureRef out;
  out.kind = static_cast<PictureKind>(kind);
  TIP_TRY(out.width, in.u16());
  TIP_TRY(out.height, in.u16());
  TIP_TRY(out.size, in.u32());
  TIP_TRY(out.hash, in.fixed<Hash32>());
  TIP_CHECK(check_picture_ref(out));
  return out;
}

}  // namespace tipstaff::council
