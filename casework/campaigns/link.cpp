#include "casework/campaigns/link.h"

#include <algorithm>
#include <array>
#include <vector>

namespace tipstaff::campaigns {
namespace {

constexpr std::size_t kLinkBytesMax = 2'048;
constexpr std::array<std::string_view, 14> kClickCounters = {"fbclid", "gclid", "dclid", "yclid", "msclkid", "igshid", "igsh",
    "mc_cid", "mc_eid", "ref_src", "ref_url", "_ga", "s_kwcid", "feature"};

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c | 32);
  return out;
}

bool counts_clicks(std::string_view parameter) {
  const auto name = parameter.substr(0, parameter.find('='));
  return name.starts_with("utm_") || std::ranges::find(kClickCounters, name) != kClickCounters.end();
}

void drop_scheme(std::string_view& link) {
  const auto colon = link.find("://");
  if (colon != std::string_view::npos && colon <= 5) link.remove_prefix(colon + 3);
}

std::string canonical_host(std::string_view host) {
  if (const auto at = host.find('@'); at != std::string_view::npos) host.remove_prefix(at + 1);
  if (host.ends_with(":80")) host.remove_suffix(3);
  if (host.ends_with(":443")) host.remove_suffix(4);
  if (host.ends_with('.')) host.remove_suffix(1);
  auto out = lower(host);
  for (const std::string_view front : {"www.", "m.", "mobile."})
    if (out.starts_with(front) && std::ranges::count(out, '.') > 1) out.erase(0, front.size());
  return out == "twitter.com" ? "x.com" : out;
}

std::string canonical_query(std::string_view query) {
  std::vector<std::string_view> kept;
  while (!query.empty()) {
    const auto end = std::min(query.find('&'), query.size());
    if (const auto one = query.substr(0, end); !one.empty() && !counts_clicks(one)) kept.push_back(one);
    query.remove_prefix(std::min(end + 1, query.size()));
  }
  std::ranges::sort(kept);
  std::string out;
  for (const auto one : kept) (out += out.empty() ? '?' : '&') += one;
  return out;
}

}  // namespace

std::string canonical_link(std::string_view link) {
  if (link.size() > kLinkBytesMax) link = link.substr(0, kLinkBytesMax);
  drop_scheme(link);
  link = link.substr(0, link.find('#'));
  const auto host_end = std::min(link.find_first_of("/?"), link.size());
  auto host = canonical_host(link.substr(0, host_end));
  if (host.empty()) return {};
  link.remove_prefix(host_end);
  const auto query_at = std::min(link.find('?'), link.size());
  std::string path(link.substr(0, query_at));
  while (path.ends_with('/')) path.pop_back();
  auto query = canonical_query(link.substr(std::min(query_at + 1, link.size())));
  if (host == "youtu.be" && path.size() > 1) {
    host = "youtube.com";
    query = "?v=" + path.substr(1);
    path = "/watch";
  }
  return host + path + query;
}

std::string_view host_of(std::string_view canonical) { return canonical.substr(0, canonical.find_first_of("/?")); }

}  // namespace tipstaff::campaigns
