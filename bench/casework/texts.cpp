#include "bench/casework/texts.h"

#include <array>
#include <functional>

namespace tipstaff::bench {
namespace {

class Draw {
 public:
  explicit Draw(std::uint64_t seed) : state_(seed * 2 + 1) {}
  std::uint64_t below(std::uint64_t end) {
    state_ = state_ * 6364136223846793005u + 1442695040888963407u;
    return (state_ >> 33) % end;
  }
  template <std::size_t N>
  std::string of(const std::array<const char*, N>& list) { return list[below(N)]; }
  std::string chars(const char* alphabet, std::uint64_t count, std::uint64_t size) {
    std::string out;
    while (out.size() < size) out.push_back(alphabet[below(count)]);
    return out;
  }
  std::string letters(std::uint64_t size) { return chars("abcdefghijklmnopqrstuvwxyz", 26, size); }
  std::string hex(std::uint64_t size) { return "a1b2c3" + chars("0123456789abcdef", 16, size - 6); }
  std::string number(std::uint64_t from, std::uint64_t to) { return std::to_string(from + below(to - from)); }

 private:
  std::uint64_t state_;
};

constexpr std::array<const char*, 16> kSentences = {
    "We saw the van behind the school at night", "The man from the ministry paid them in cash",
    "They meet every Tuesday in the same kitchen", "Ask the woman who keeps the keys of the hall",
    "Они встречаются каждый вторник на старой квартире", "Деньги привез человек из министерства",
    "Бюллетени подменили ночью в школе", "Widziałem furgonetkę za szkołą w nocy",
    "Pieniądze przywiózł człowiek z ministerstwa", "他们每个星期二在同一个厨房见面",
    "部里的人付了现金", "رأينا الشاحنة خلف المدرسة ليلا", "The list of names was printed twice",
    "Nobody counted the second box", "I was there and I am afraid", "Er hat die Schlüssel noch immer"};
constexpr std::array<const char*, 8> kTops = {"com", "org", "net", "ru", "pl", "de", "co.uk", "info"};

std::string host(Draw& draw) { return draw.letters(6 + draw.below(8)) + "." + draw.of(kTops); }
std::string ipv4(Draw& draw) {
  return draw.number(11, 126) + "." + draw.number(0, 256) + "." + draw.number(0, 256) + "." + draw.number(1, 255);
}
std::string mac(Draw& draw) {
  std::string out = "02";
  for (int i = 0; i < 5; ++i) out += ":" + draw.chars("0123456789abcdef", 16, 2);
  return out;
}

std::string defanged(Draw& draw, std::string value) {
  constexpr std::array<const char*, 4> kDots = {"[.]", "(.)", "[dot]", "{.}"};
  const auto dot = draw.of(kDots);
  const auto at = value.rfind('.');
  return value.replace(at, 1, dot);
}

// plant writes one value of a kind, a third of them defanged, and notes the truth.
using Plant = std::function<std::string(Draw&, std::vector<Planted>&)>;
const std::array<Plant, 10>& plants() {
  static const std::array<Plant, 10> kPlants = {
      [](Draw& d, auto& t) { auto v = host(d); t.push_back({"host", v}); return d.below(3) == 0 ? defanged(d, v) : v; },
      [](Draw& d, auto& t) { auto v = ipv4(d); t.push_back({"ipv4", v}); return d.below(3) == 0 ? defanged(d, v) : v; },
      [](Draw& d, auto& t) {
        auto h = host(d), path = "/" + d.letters(8) + "?id=" + d.number(1, 9999);
        t.push_back({"host", h});
        t.push_back({"url", "https://" + h + path});
        return d.below(3) == 0 ? "hxxps://" + defanged(d, h) + path : "https://" + h + path;
      },
      [](Draw& d, auto& t) {
        auto h = host(d), local = d.letters(7) + d.number(1, 99);
        t.push_back({"host", h});
        t.push_back({"email", local + "@" + h});
        return d.below(3) == 0 ? local + "[at]" + h : local + "@" + h;
      },
      [](Draw& d, auto& t) { auto v = d.hex(32); t.push_back({"md5", v}); return v; },
      [](Draw& d, auto& t) { auto v = d.hex(40); t.push_back({"sha1", v}); return v; },
      [](Draw& d, auto& t) { auto v = d.hex(64); t.push_back({"sha256", v}); return v; },
      [](Draw& d, auto& t) { auto v = "CVE-20" + d.number(10, 26) + "-" + d.number(1000, 99999); t.push_back({"cve", v}); return v; },
      [](Draw& d, auto& t) { auto v = "AS" + d.number(1000, 64000); t.push_back({"asn", v}); return v; },
      [](Draw& d, auto& t) { auto v = mac(d); t.push_back({"mac", v}); return v; },
  };
  return kPlants;
}

// What looks like something and is nothing: none of it may be found.
using Decoy = std::function<std::string(Draw&)>;
const std::array<Decoy, 12>& decoys() {
  static const std::array<Decoy, 12> kDecoys = {
      [](Draw& d) { return "version " + ipv4(d); },
      [](Draw& d) { return d.number(256, 999) + "." + d.number(0, 256) + "." + d.number(0, 256) + ".1"; },
      [](Draw& d) { return d.letters(7) + ".py"; },
      [](Draw& d) { return "e.g." + std::string("Foo") + d.letters(3); },
      [](Draw& d) { return d.letters(5) + ".docx"; },
      [](Draw& d) { return "commit " + d.hex(40); },
      [](Draw& d) { return d.chars("0123456789", 10, 32); },
      [](Draw& d) { return "com." + d.letters(6) + ".app"; },
      [](Draw& d) { return "CVE-" + d.number(10, 99) + "-" + d.number(1, 99); },
      [](Draw& d) { return d.letters(6) + "@" + d.letters(6); },
      [](Draw& d) { return "at noon.Then " + d.letters(5); },
      [](Draw& d) { return d.number(10, 23) + ":" + d.number(10, 59) + ":" + d.number(10, 59); },
  };
  return kDecoys;
}

}  // namespace

std::string mixed_text(std::uint64_t seed, std::size_t bytes) {
  Draw draw(seed);
  std::vector<Planted> ignored;
  std::string out;
  while (out.size() < bytes) {
    out += draw.of(kSentences);
    if (draw.below(4) == 0) out += ", see " + plants()[draw.below(plants().size())](draw, ignored);
    out += draw.below(6) == 0 ? ".\n" : ". ";
  }
  return out;
}

std::string planted_text(std::uint64_t seed, int each, std::vector<Planted>& truth) {
  Draw draw(seed);
  std::string out;
  for (int i = 0; i < each; ++i) {
    for (const auto& plant : plants()) out += draw.of(kSentences) + " " + plant(draw, truth) + " there.\n";
    for (const auto& decoy : decoys()) out += draw.of(kSentences) + " " + decoy(draw) + " there.\n";
  }
  return out;
}

}  // namespace tipstaff::bench
