#include "council/pages/qr.h"

#include <qrencode.h>

#include <memory>

namespace tipstaff::council::pages {
namespace {

constexpr int kQuietZone = 4;  // modules; readers need them

struct FreeCode {
  void operator()(QRcode* code) const { QRcode_free(code); }
};

// path draws each run of dark modules in a row as one rectangle.
std::string path_of(const QRcode& code) {
  std::string out;
  const auto dark = [&code](int x, int y) { return (code.data[y * code.width + x] & 1) != 0; };
  for (int y = 0; y < code.width; ++y) {
    for (int x = 0; x < code.width; ++x) {
      if (!dark(x, y)) continue;
      const int from = x;
      while (x < code.width && dark(x, y)) ++x;
      const auto run = std::to_string(x - from);
      out += "M" + std::to_string(from + kQuietZone) + " " + std::to_string(y + kQuietZone) + "h" + run + "v1h-" + run + "z";
    }
  }
  return out;
}

}  // namespace

Result<Markup> qr_svg(std::string_view address) {
  const std::unique_ptr<QRcode, FreeCode> code(
      QRcode_encodeString8bit(std::string(address).c_str(), 0, QR_ECLEVEL_M));
  if (!code) return fail(Errc::too_large, "address for a QR code");
  const auto side = std::to_string(code->width + 2 * kQuietZone);
  return Markup::trusted("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + side + " " + side +
                         "\" shape-rendering=\"crispEdges\"><path fill=\"#fff\" d=\"M0 0h" + side + "v" + side +
                         "H0z\"/><path d=\"" + path_of(*code) + "\"/></svg>\n");
}

}  // namespace tipstaff::council::pages
