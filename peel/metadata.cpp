// What pictures say about themselves, through Exiv2.

#include <cmath>
#include <cstdio>
#include <exiv2/exiv2.hpp>
#include <optional>

#include "peel/peeler.h"

namespace tipstaff::peel {
namespace {

std::string value_of(const Exiv2::ExifData& data, const char* key) {
  const auto found = data.findKey(Exiv2::ExifKey(key));
  return found == data.end() ? std::string() : found->toString();
}

std::string trimmed(std::string text) {
  while (!text.empty() && (text.back() == ' ' || text.back() == '\0')) text.pop_back();
  return text;
}

// Degrees, minutes and seconds, each a fraction; nothing when it is not a place.
std::optional<double> degrees(const Exiv2::ExifData& data, const std::string& key, char negative) {
  const auto found = data.findKey(Exiv2::ExifKey(key));
  if (found == data.end() || found->count() < 3) return std::nullopt;
  double out = 0, share = 1;
  for (long i = 0; i < 3; ++i, share *= 60) {
    const auto fraction = found->toRational(i);
    if (fraction.second == 0 && fraction.first != 0) return std::nullopt;
    if (fraction.second != 0) out += static_cast<double>(fraction.first) / fraction.second / share;
  }
  const auto side = value_of(data, (key + "Ref").c_str());
  return side.starts_with(negative) ? -out : out;
}

std::string number(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.6f", value);
  std::string out = text;
  const auto four = out.find('.') + 5;
  while (out.size() > four && out.back() == '0') out.pop_back();
  return out;
}

std::string place_of(const Exiv2::ExifData& data) {
  const auto latitude = degrees(data, "Exif.GPSInfo.GPSLatitude", 'S');
  const auto longitude = degrees(data, "Exif.GPSInfo.GPSLongitude", 'W');
  if (!latitude || !longitude || std::abs(*latitude) > 90 || std::abs(*longitude) > 180) return {};
  return number(*latitude) + "," + number(*longitude);
}

// EXIF writes 2024:01:02 03:04:05, and sometimes the zone in another field.
std::string taken_of(const Exiv2::ExifData& data) {
  auto out = trimmed(value_of(data, "Exif.Photo.DateTimeOriginal"));
  if (out.empty()) out = trimmed(value_of(data, "Exif.Image.DateTime"));
  if (out.size() != 19) return out;
  out[4] = out[7] = '-';
  out[10] = 'T';
  return out + trimmed(value_of(data, "Exif.Photo.OffsetTimeOriginal"));
}

std::string camera_of(const Exiv2::ExifData& data) {
  const auto maker = trimmed(value_of(data, "Exif.Image.Make")), model = trimmed(value_of(data, "Exif.Image.Model"));
  if (maker.empty() || model.starts_with(maker)) return model;
  return model.empty() ? maker : maker + " " + model;
}

std::string serial_of(const Exiv2::ExifData& data) {
  const auto found = Exiv2::serialNumber(data);
  return trimmed(found == data.end() ? value_of(data, "Exif.Photo.BodySerialNumber") : found->toString());
}

void give_exif(Findings& findings, const std::string& path, const Exiv2::ExifData& data) {
  findings.property(path, "gps", place_of(data));
  findings.property(path, "taken", taken_of(data));
  findings.property(path, "camera", camera_of(data));
  findings.property(path, "serial", serial_of(data));
  findings.property(path, "software", trimmed(value_of(data, "Exif.Image.Software")));
  findings.property(path, "author", trimmed(value_of(data, "Exif.Image.Artist")));
}

// The small picture inside of one may show what was cut off the large one.
void give_thumbnail(Peeler& peeler, const Item& item, const Exiv2::ExifData& data) {
  if (!peeler.makes_pictures()) return;
  const auto small = Exiv2::ExifThumbC(data).copy();
  if (small.size_ <= 0) return;
  peeler.open_inside(item, "small picture inside", {small.pData_, static_cast<std::size_t>(small.size_)});
}

}  // namespace

void peel_metadata(Peeler& peeler, const Item& item) {
  try {
    const auto image = Exiv2::ImageFactory::open(item.bytes.data(), static_cast<long>(item.bytes.size()));
    image->readMetadata();
    give_exif(peeler.findings(), item.path, image->exifData());
    give_thumbnail(peeler, item, image->exifData());
  } catch (const Exiv2::AnyError&) {
    peeler.findings().refused(item.path, casework::refusal::kDamaged, "what the picture says about itself");
  }
}

}  // namespace tipstaff::peel
