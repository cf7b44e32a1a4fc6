#include "casework/observables/words.h"

#include <algorithm>
#include <array>

#include "casework/observables/classes.h"

namespace tipstaff::casework {
namespace {

struct Scheme {
  std::string_view spelled;
  std::string_view real;
};
constexpr std::array kSchemes = {
    Scheme{"http", "http"},   Scheme{"https", "https"}, Scheme{"hxxp", "http"},   Scheme{"hxxps", "https"},
    Scheme{"hxtp", "http"},   Scheme{"hxtps", "https"}, Scheme{"htxp", "http"},   Scheme{"htxps", "https"},
    Scheme{"hXXp", "http"},   Scheme{"httx", "http"},   Scheme{"httxs", "https"}, Scheme{"h__p", "http"},
    Scheme{"h__ps", "https"}, Scheme{"hxxx", "http"},   Scheme{"xxxx", "http"},   Scheme{"xxxxs", "https"},
    Scheme{"meow", "http"},   Scheme{"meows", "https"}, Scheme{"hpp", "http"},    Scheme{"htp", "http"},
    Scheme{"ttp", "http"},    Scheme{"htps", "https"},  Scheme{"ftp", "ftp"},     Scheme{"ftps", "ftps"},
    Scheme{"fxp", "ftp"},     Scheme{"sftp", "sftp"},   Scheme{"ws", "ws"},       Scheme{"wss", "wss"},
    Scheme{"tg", "tg"},       Scheme{"ssh", "ssh"},     Scheme{"rtmp", "rtmp"},   Scheme{"rtsp", "rtsp"},
    Scheme{"smb", "smb"},     Scheme{"ldap", "ldap"},   Scheme{"socks5", "socks5"}, Scheme{"vless", "vless"},
    Scheme{"ipfs", "ipfs"},   Scheme{"tcp", "tcp"},     Scheme{"udp", "udp"},
};

template <std::size_t N>
bool among(const std::array<std::string_view, N>& list, std::string_view word) {
  return std::any_of(list.begin(), list.end(), [word](std::string_view one) { return same_letters(one, word); });
}

constexpr std::array<std::string_view, 34> kWordDomains = {
    "in", "is", "it", "at", "me", "so", "to", "us", "no", "my", "am", "as", "do", "by", "be", "id", "an",
    "or", "all", "one", "on", "here", "now", "then", "how", "can", "you", "are", "for", "is", "new", "team",
    "link", "bar"};
constexpr std::array<std::string_view, 14> kStopWords = {"the", "a", "an", "this", "that", "each", "every",
                                                         "one", "red", "blue", "black", "small", "no", "polka"};
constexpr std::array<std::string_view, 62> kFileEndings = {
    "exe", "dll", "sys", "bat", "cmd", "ps1", "vbs", "js", "jar", "doc", "docx", "docm", "xls", "xlsx", "xlsm",
    "ppt", "pptx", "pdf", "rtf", "odt", "ods", "txt", "log", "csv", "tsv", "xml", "json", "html", "htm", "php",
    "asp", "aspx", "jsp", "zip", "rar", "7z", "tar", "gz", "bz2", "xz", "iso", "img", "dmg", "apk", "ipa",
    "msi", "lnk", "scr", "jpg", "jpeg", "png", "gif", "bmp", "heic", "mp3", "mp4", "avi", "mkv", "ogg", "wav",
    "eml", "sql"};
constexpr std::array<std::string_view, 9> kFileDomains = {"py", "sh", "zip", "mov", "so", "ps", "md", "rs", "cc"};

}  // namespace

std::string_view scheme_of(std::string_view spelled) {
  for (const auto& one : kSchemes)
    if (same_letters(one.spelled, spelled)) return one.real;
  return {};
}

bool is_word_domain(std::string_view top) { return among(kWordDomains, top); }
bool is_stop_word(std::string_view word) { return among(kStopWords, word); }
bool is_file_ending(std::string_view ending) { return among(kFileEndings, ending); }
bool is_file_domain(std::string_view top) { return among(kFileDomains, top); }

}  // namespace tipstaff::casework
