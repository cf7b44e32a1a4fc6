#include "peel/charset.h"

#include <dlfcn.h>
#include <iconv.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cerrno>

namespace tipstaff::peel {
namespace {

using Open = iconv_t (*)(const char*, const char*);
Open real_open = nullptr;

// What mail and old text files come in. The first ones are inside the C library.
constexpr std::array kKnown = {
    "UTF-8",        "UTF8",         "US-ASCII",     "ASCII",        "ANSI_X3.4-1968", "UTF-16",       "UTF-16LE",
    "UTF-16BE",     "UTF-7",        "ISO-8859-1",   "ISO8859-1",    "LATIN1",         "ISO-8859-2",   "ISO-8859-5",
    "ISO-8859-6",   "ISO-8859-7",   "ISO-8859-8",   "ISO-8859-9",   "ISO-8859-15",    "WINDOWS-1250", "WINDOWS-1251",
    "WINDOWS-1252", "WINDOWS-1253", "WINDOWS-1254", "WINDOWS-1255", "WINDOWS-1256",   "WINDOWS-1257", "CP1250",
    "CP1251",       "CP1252",       "CP1253",       "CP1254",       "CP1255",         "CP1256",       "CP1257",
    "CP866",        "KOI8-R",       "KOI8-U",       "GB2312",       "GBK",            "GB18030",      "BIG5",
    "EUC-KR",       "SHIFT_JIS",    "EUC-JP",       "ISO-2022-JP",  "TIS-620"};

bool is_known(std::string_view name) {
  const auto same = [](char a, char b) { return std::toupper(static_cast<unsigned char>(a)) == b; };
  name = name.substr(0, name.find('/'));  // "UTF-8//IGNORE"
  return name.empty() || std::any_of(kKnown.begin(), kKnown.end(), [&](std::string_view one) {
    return name.size() == one.size() && std::equal(name.begin(), name.end(), one.begin(), same);
  });
}

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

// How many bytes of a well-formed character stand at the front; 0: none.
std::size_t character_bytes(ByteView bytes) {
  for (std::size_t size = 1; size <= std::min<std::size_t>(4, bytes.size()); ++size)
    if (valid_utf8(bytes.first(size))) return size;
  return 0;
}

class Converter {
 public:
  explicit Converter(const char* charset) : handle_(::iconv_open("UTF-8", charset)) {}
  ~Converter() {
    if (works()) ::iconv_close(handle_);
  }
  Converter(const Converter&) = delete;
  Converter& operator=(const Converter&) = delete;
  [[nodiscard]] bool works() const { return handle_ != reinterpret_cast<iconv_t>(-1); }

  std::string run(ByteView bytes) {
    std::string out;
    auto* from = const_cast<char*>(reinterpret_cast<const char*>(bytes.data()));
    for (auto left = bytes.size(); left > 0;) {
      char piece[4096];
      char* to = piece;
      std::size_t room = sizeof piece;
      const auto failed = ::iconv(handle_, &from, &left, &to, &room) == static_cast<std::size_t>(-1);
      out.append(piece, sizeof piece - room);
      if (!failed || errno == E2BIG) continue;
      out += kReplacement;
      ++from, --left;
    }
    return out;
  }

 private:
  iconv_t handle_;
};

// Words in Cyrillic letters are runs of bytes above 0xC0; in Latin text such a letter
// stands between others.
bool looks_cyrillic(ByteView bytes) {
  std::size_t high = 0, pairs = 0;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    if (bytes[i] < 0xC0) continue;
    ++high;
    pairs += i > 0 && bytes[i - 1] >= 0xC0 ? 1 : 0;
  }
  return pairs * 2 > high;
}

}  // namespace

void warm_charsets() {
  real_open = reinterpret_cast<Open>(::dlsym(RTLD_NEXT, "iconv_open"));
  // Never closed: so it stays loaded.
  for (const char* name : kKnown) (void)::iconv_open("UTF-8", name);
}

std::string as_utf8(ByteView bytes) {
  if (valid_utf8(bytes)) return std::string(as_text(bytes));
  std::string out;
  while (!bytes.empty()) {
    const auto size = character_bytes(bytes);
    out += size > 0 ? as_text(bytes.first(size)) : kReplacement;
    bytes = bytes.subspan(std::max<std::size_t>(size, 1));
  }
  return out;
}

std::string from_charset(ByteView bytes, std::string_view charset) {
  Converter converter(std::string(charset).c_str());
  if (charset.empty() || !converter.works()) return guess_text(bytes).text;
  return as_utf8(as_bytes(converter.run(bytes)));
}

Decoded guess_text(ByteView bytes) {
  if (bytes.size() >= 2 && ((bytes[0] == 0xFF && bytes[1] == 0xFE) || (bytes[0] == 0xFE && bytes[1] == 0xFF)))
    return {from_charset(bytes, "UTF-16"), {}};
  if (bytes.size() >= 3 && bytes[0] == 0xEF && bytes[1] == 0xBB && bytes[2] == 0xBF) bytes = bytes.subspan(3);
  if (valid_utf8(bytes)) return {std::string(as_text(bytes)), {}};
  const char* guess = looks_cyrillic(bytes) ? "WINDOWS-1251" : "WINDOWS-1252";
  Converter converter(guess);
  if (!converter.works()) return {as_utf8(bytes), {}};
  return {converter.run(bytes), guess == std::string_view("WINDOWS-1251") ? "taken for windows-1251" : "taken for windows-1252"};
}

}  // namespace tipstaff::peel

// Stands in front of the C library's, for the libraries too.
extern "C" iconv_t iconv_open(const char* to, const char* from) {
  using namespace tipstaff::peel;
  if (real_open != nullptr && is_known(to) && is_known(from)) return real_open(to, from);
  errno = EINVAL;
  return reinterpret_cast<iconv_t>(-1);
}
