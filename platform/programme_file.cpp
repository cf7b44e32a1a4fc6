#include "platform/programme_file.h"

#include <map>

#include "platform/file.h"

namespace tipstaff::platform {
namespace {

constexpr std::size_t kFileBytesMax = 64 * 1024;

std::string_view trim(std::string_view text) {
  constexpr std::string_view kSpace = " \t\r";
  const auto from = text.find_first_not_of(kSpace);
  if (from == std::string_view::npos) return {};
  return text.substr(from, text.find_last_not_of(kSpace) - from + 1);
}

Result<std::map<std::string, std::string>> parse_lines(std::string_view text) {
  std::map<std::string, std::string> out;
  while (!text.empty()) {
    const auto end = text.find('\n');
    const auto line = trim(text.substr(0, end));
    text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
    if (line.empty() || line.front() == '#') continue;
    const auto equals = line.find('=');
    if (equals == std::string_view::npos) return fail(Errc::bad_text, "programme file: a line without =");
    out[std::string(trim(line.substr(0, equals)))] = trim(line.substr(equals + 1));
  }
  return out;
}

bool plain_url(std::string_view url) {
  if (!url.starts_with("http://") && !url.starts_with("https://")) return false;
  for (const char c : url)
    if (c <= ' ' || c >= 127 || c == '"' || c == '\'' || c == ';' || c == ',') return false;
  return true;
}

// json_text writes a JSON string; the input is valid UTF-8.
std::string json_text(std::string_view text) {
  constexpr std::string_view kHex = "0123456789abcdef";
  std::string out = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') out += '\\';
    if (byte >= 0x20) out += c;
    else out += std::string("\\u00") + kHex[byte >> 4] + kHex[byte & 15];
  }
  return out + "\"";
}

}  // namespace

Result<ProgrammeFile> parse_programme_file(std::string_view text) {
  if (!valid_utf8(as_bytes(text))) return fail(Errc::bad_text, "programme file: not UTF-8");
  TIP_TRY(auto lines, parse_lines(text));
  ProgrammeFile out;
  out.title = lines["title"];
  out.programme.origin = lines["origin"];
  out.relay_url = lines["relay_url"];
  out.lodge_url = lines["lodge_url"];
  const auto vk = from_hex(lines["authority_vk"]);
  if (!vk || vk->size() != crypto::VerifyKey::kBytes)
    return fail(Errc::bad_value, "programme file: authority_vk");
  out.programme.authority_vk = crypto::VerifyKey::from(*vk);
  if (!wire::check_origin(out.programme.origin)) return fail(Errc::bad_value, "programme file: origin");
  if (!plain_url(out.relay_url)) return fail(Errc::bad_value, "programme file: relay_url");
  if (!plain_url(out.lodge_url)) return fail(Errc::bad_value, "programme file: lodge_url");
  if (lines.size() != 5) return fail(Errc::bad_text, "programme file: an unknown key");
  return out;
}

Result<ProgrammeFile> read_programme_file(const std::filesystem::path& path) {
  TIP_TRY(const auto bytes, read_file(path, kFileBytesMax));
  return parse_programme_file(as_text(bytes));
}

std::string encode_programme_file(const ProgrammeFile& file) {
  return "# Tipstaff programme: give this to every source, post and relay.\n"
         "title = " + file.title + "\norigin = " + file.programme.origin +
         "\nauthority_vk = " + to_hex(file.programme.authority_vk.view()) +
         "\nrelay_url = " + file.relay_url + "\nlodge_url = " + file.lodge_url + "\n";
}

std::string programme_json(const ProgrammeFile& file) {
  const bool same = file.lodge_url == file.relay_url;
  return "{\"title\":" + json_text(file.title) + ",\"origin\":" + json_text(file.programme.origin) +
         ",\"authority_vk\":\"" + to_hex(file.programme.authority_vk.view()) +
         "\",\"lodge\":" + json_text(same ? std::string() : file.lodge_url) + "}\n";
}

}  // namespace tipstaff::platform
