// PDF and pictures, through MuPDF.

#include <webp/decode.h>

#include <algorithm>
#include <vector>

#include "casework/peeled/picture_hash.h"
#include "peel/mupdf.h"
#include "peel/peeler.h"

namespace tipstaff::peel {
namespace {

namespace refusal = casework::refusal;

constexpr int kTextPagesMax = 500;
constexpr int kPicturePagesMax = 20;  // pixels cost time and room; the text says the rest
constexpr int kSideMax = 2048;
constexpr int kHashSideMax = 256;  // no hash looks closer

struct Place {
  Peeler& peeler;
  const Item& item;
  [[nodiscard]] std::string path(int page) const {
    return page == 0 ? item.path : item.path + " page " + std::to_string(page);
  }
};

Place& place(void* self) { return *static_cast<Place*>(self); }

// A PDF writes D:20240102030405+03'00'.
std::string iso_date(std::string_view date) {
  if (date.starts_with("D:")) date.remove_prefix(2);
  if (date.size() < 14) return std::string(date);
  const auto digits = [&](std::size_t at, std::size_t count) { return std::string(date.substr(at, count)); };
  auto out = digits(0, 4) + "-" + digits(4, 2) + "-" + digits(6, 2) + "T" + digits(8, 2) + ":" + digits(10, 2) + ":" + digits(12, 2);
  const auto zone = date.substr(14);
  if (zone.starts_with("Z")) return out + "Z";
  if (zone.size() >= 6 && (zone[0] == '+' || zone[0] == '-'))
    out += std::string(zone.substr(0, 3)) + ":" + std::string(zone.substr(4, 2));
  return out;
}

void on_text(void* self, int page, const char* text, std::size_t size) {
  place(self).peeler.findings().text(place(self).path(page), {}, {text, size});
}

void on_picture(void* self, int page, int has_text, const unsigned char* png, std::size_t size) {
  if (place(self).peeler.hashes_only()) return;
  place(self).peeler.findings().picture(place(self).path(page), has_text != 0 ? casework::kHasText : "", {png, size});
}

void on_pixels(void* self, const unsigned char* rgb, std::size_t width, std::size_t height, std::size_t stride) {
  if (const auto hash = casework::picture_hash({rgb, width, height, stride}))
    place(self).peeler.findings().property(place(self).item.path, casework::kPhash, casework::picture_hash_text(*hash));
}

void on_property(void* self, const char* name, const char* value, std::size_t size) {
  const std::string_view key(name), text(value, size);
  const bool date = key == "created" || key == "modified";
  place(self).peeler.findings().property(place(self).item.path, key, date ? iso_date(text) : std::string(text));
}

void on_attachment(void* self, const char* name, const unsigned char* bytes, std::size_t size) {
  if (!place(self).peeler.findings().entry(place(self).item.path)) return;
  place(self).peeler.open_inside(place(self).item, *name == '\0' ? "attachment" : name, {bytes, size});
}

void on_refused(void* self, int page, MupdfRefusal why) {
  auto& findings = place(self).peeler.findings();
  switch (why) {
    case kMupdfDamaged: return findings.refused(place(self).path(page), refusal::kDamaged);
    case kMupdfEncrypted: return findings.refused(place(self).path(page), refusal::kEncrypted);
    case kMupdfTooLarge: return findings.refused(place(self).path(page), refusal::kTooLarge);
    case kMupdfPagesLeft: return findings.refused(place(self).path(page), refusal::kPagesLeft, "pictures of the first 20");
    case kMupdfTextLeft: return findings.refused(place(self).path(page), refusal::kPagesLeft, "text of the first 500");
  }
}

int on_wants_picture(void* self) { return place(self).peeler.makes_pictures() ? 1 : 0; }

int on_wants_bytes(void* self, std::size_t bytes) {
  return place(self).peeler.findings().unpack(place(self).item.path, bytes) ? 1 : 0;
}

bool looks_at_pictures(const Peeler& peeler) { return peeler.hashes_only() || peeler.makes_pictures(); }
int side_max(const Peeler& peeler) { return peeler.hashes_only() ? kHashSideMax : kSideMax; }

MupdfSink sink_of(Place& place) {
  return {&place, on_text, on_picture, on_pixels, on_property, on_attachment, on_refused, on_wants_picture, on_wants_bytes};
}

}  // namespace

void peel_pdf(Peeler& peeler, const Item& item) {
  Place place{peeler, item};
  const auto sink = sink_of(place);
  const MupdfLimits limits{kTextPagesMax, kPicturePagesMax};
  ::mupdf_peel_pdf(item.bytes.data(), item.bytes.size(), &limits, &sink);
}

void peel_picture(Peeler& peeler, const Item& item) {
  peel_metadata(peeler, item);
  if (!looks_at_pictures(peeler)) return;
  Place place{peeler, item};
  const auto sink = sink_of(place);
  ::mupdf_peel_picture(item.bytes.data(), item.bytes.size(), side_max(peeler), &sink);
}

void peel_webp(Peeler& peeler, const Item& item) {
  peel_metadata(peeler, item);
  WebPDecoderConfig config;
  if (!looks_at_pictures(peeler)) return;
  if (::WebPInitDecoderConfig(&config) == 0 ||
      ::WebPGetFeatures(item.bytes.data(), item.bytes.size(), &config.input) != VP8_STATUS_OK)
    return peeler.findings().refused(item.path, refusal::kDamaged);
  const int longer = std::max(config.input.width, config.input.height), most = side_max(peeler);
  const auto scaled = [&](int side) { return longer <= most ? side : std::max(1, side * most / longer); };
  const int width = scaled(config.input.width), height = scaled(config.input.height);
  std::vector<std::uint8_t> pixels(static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * 3);
  config.options.use_scaling = longer > most ? 1 : 0;
  config.options.scaled_width = width;
  config.options.scaled_height = height;
  config.output.colorspace = MODE_RGB;
  config.output.is_external_memory = 1;
  config.output.u.RGBA = {pixels.data(), width * 3, pixels.size()};
  if (::WebPDecode(item.bytes.data(), item.bytes.size(), &config) != VP8_STATUS_OK)
    return peeler.findings().refused(item.path, refusal::kDamaged);
  Place place{peeler, item};
  const auto sink = sink_of(place);
  ::mupdf_png(pixels.data(), width, height, &sink);
}

}  // namespace tipstaff::peel
