// desk-peel-read: reads words and codes off pictures that desk-peel made. A second cage:
// the libraries that look at pixels are large, and most files do not need them.
//   desk-peel-read            frames with pictures on stdin, frames with texts on stdout

#include <leptonica/allheaders.h>
#include <tesseract/baseapi.h>
#include <tesseract/ocrclass.h>
#include <zbar.h>

#include <algorithm>
#include <clocale>
#include <memory>

#include "peel/findings.h"
#include "peel/lock_down.h"
#include "platform/cage.h"

namespace tipstaff::peel {
namespace {

namespace refusal = casework::refusal;

constexpr int kLanguagesMax = 4;            // each costs memory, and time for each word
constexpr int kPictureTimeMs = 6000;        // of the clock, for the words of one picture
constexpr int kConfidenceMin = 40;          // of 100; below, it is patterns taken for letters

struct PixOff {
  void operator()(Pix* pix) const { ::pixDestroy(&pix); }
};
using Picture = std::unique_ptr<Pix, PixOff>;

// Every language that is installed, English first.
std::string languages(const tesseract::TessBaseAPI& reader) {
  std::vector<std::string> all;
  reader.GetAvailableLanguagesAsVector(&all);
  std::string out = "eng";
  int count = 1;
  for (const auto& one : all)
    if (one != "eng" && one != "osd" && count++ < kLanguagesMax) out += "+" + one;
  return out;
}

// load_words reads a language's data, before the lock-down; false when there is none.
bool load_words(tesseract::TessBaseAPI& reader) {
  if (reader.Init(nullptr, "eng", tesseract::OEM_LSTM_ONLY) != 0) return false;
  const auto all = languages(reader);
  return all == "eng" || reader.Init(nullptr, all.c_str(), tesseract::OEM_LSTM_ONLY) == 0;
}

Picture grey(ByteView png) {
  const Picture read(::pixReadMemPng(png.data(), png.size()));
  return Picture(read == nullptr ? nullptr : ::pixConvertTo8(read.get(), 0));
}

Bytes pixels_of(const Pix& picture) {
  auto* pix = const_cast<Pix*>(&picture);
  const auto width = ::pixGetWidth(pix), height = ::pixGetHeight(pix), step = ::pixGetWpl(pix);
  Bytes out;
  out.reserve(static_cast<std::size_t>(width) * static_cast<std::size_t>(height));
  for (int y = 0; y < height; ++y) {
    auto* line = ::pixGetData(pix) + static_cast<std::ptrdiff_t>(y) * step;
    for (int x = 0; x < width; ++x) out.push_back(static_cast<std::uint8_t>(GET_DATA_BYTE(line, x)));
  }
  return out;
}

void give_codes(Findings& findings, const std::string& path, const Pix& picture) {
  const auto pixels = pixels_of(picture);
  auto* pix = const_cast<Pix*>(&picture);
  zbar::ImageScanner scanner;
  scanner.set_config(zbar::ZBAR_NONE, zbar::ZBAR_CFG_ENABLE, 1);
  zbar::Image image(static_cast<unsigned>(::pixGetWidth(pix)), static_cast<unsigned>(::pixGetHeight(pix)), "Y800",
                    pixels.data(), pixels.size());
  if (scanner.scan(image) <= 0) return;
  for (auto symbol = image.symbol_begin(); symbol != image.symbol_end(); ++symbol)
    findings.text(path, casework::kQrCode, symbol->get_data());
  image.set_data(nullptr, 0);
}

void give_words(Findings& findings, const std::string& path, Pix& picture, tesseract::TessBaseAPI& reader) {
  reader.SetImage(&picture);
  reader.SetSourceResolution(150);
  tesseract::ETEXT_DESC monitor;
  monitor.set_deadline_msecs(kPictureTimeMs);
  const bool done = reader.Recognize(&monitor) == 0;
  const std::unique_ptr<char[]> text(reader.GetUTF8Text());
  const std::string_view words = text == nullptr ? "" : text.get();
  const bool any = words.find_first_not_of(" \n\t\f") != std::string_view::npos;
  if (any && reader.MeanTextConf() >= kConfidenceMin) findings.text(path, casework::kReadByMachine, words);
  if (!done || monitor.deadline_exceeded()) findings.refused(path, refusal::kNotAllRead, "it took too long");
  reader.Clear();
}

void read_pictures(Findings& findings, const std::vector<casework::PeeledPart>& parts, tesseract::TessBaseAPI* reader) {
  for (const auto& part : parts) {
    const auto picture = grey(part.png);
    if (picture == nullptr) continue;
    give_codes(findings, part.path, *picture);
    if (reader != nullptr) give_words(findings, part.path, *picture, *reader);
    findings.flush();
  }
  if (reader == nullptr && !parts.empty())
    findings.refused(parts.front().path, refusal::kNotAllRead, "no language of tesseract is installed");
}

}  // namespace

int read_for_the_desk() {
  const auto request = parse_untrusted_request(input());
  ::setMsgSeverity(L_SEVERITY_NONE);
  (void)std::setlocale(LC_ALL, "C.UTF-8");
  static tesseract::TessBaseAPI reader;
  const bool words = load_words(reader);
  lock_down();
  auto pictures = casework::parse_untrusted_frames(request.bytes);
  Findings findings(request.bytes.size());
  read_pictures(findings, pictures.parts, words ? &reader : nullptr);
  findings.end();
  platform::leave(0);
}

}  // namespace tipstaff::peel

int main() { return tipstaff::peel::read_for_the_desk(); }
