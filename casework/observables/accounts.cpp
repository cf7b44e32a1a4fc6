// Accounts: from URLs of platforms, and "@handle".

#include <algorithm>
#include <array>

#include "casework/observables/scan.h"

namespace tipstaff::casework {
namespace {

// Where the name stands in a platform's path.
struct Platform {
  std::string_view host;      // with all names below it
  Type type;
  std::string_view before;    // "/in/|/company/": segments before the name; "": none needed
  std::string_view sign;      // what the name must begin with, as "@"
  bool fold;                  // case means nothing
};
constexpr std::array kPlatforms = {
    Platform{"t.me", Type::telegram, "s|joinchat|c|", "", true},
    Platform{"telegram.me", Type::telegram, "s|joinchat|", "", true},
    Platform{"telegram.dog", Type::telegram, "s|joinchat|", "", true},
    Platform{"twitter.com", Type::x_account, "", "", true},
    Platform{"x.com", Type::x_account, "", "", true},
    Platform{"nitter.net", Type::x_account, "", "", true},
    Platform{"vk.com", Type::vk, "", "", true},
    Platform{"vkontakte.ru", Type::vk, "", "", true},
    Platform{"ok.ru", Type::ok, "profile|group|", "", true},
    Platform{"tiktok.com", Type::tiktok, "", "@", true},
    Platform{"bsky.app", Type::bluesky, "profile", "", true},
    Platform{"facebook.com", Type::facebook, "groups|people|pages|", "", true},
    Platform{"fb.com", Type::facebook, "", "", true},
    Platform{"instagram.com", Type::instagram, "", "", true},
    Platform{"linkedin.com", Type::linkedin, "in|company|school", "", true},
    Platform{"youtube.com", Type::youtube, "channel|c|user|", "", false},
    Platform{"reddit.com", Type::reddit, "u|user|r", "", true},
    Platform{"threads.net", Type::threads, "", "@", true},
    Platform{"threads.com", Type::threads, "", "@", true},
    Platform{"wa.me", Type::whatsapp, "", "", true},
    Platform{"chat.whatsapp.com", Type::whatsapp, "", "", false},
    Platform{"snapchat.com", Type::snapchat, "add", "", true},
    Platform{"discord.gg", Type::discord, "", "", false},
    Platform{"discord.com", Type::discord, "invite|users", "", false},
    Platform{"github.com", Type::github, "", "", true},
    Platform{"pinterest.com", Type::pinterest, "", "", true},
    Platform{"steamcommunity.com", Type::steam, "id|profiles", "", true},
    Platform{"weibo.com", Type::weibo, "u|n|", "", true},
    Platform{"rumble.com", Type::rumble, "user|c", "", true},
    Platform{"odysee.com", Type::odysee, "", "@", false},
    Platform{"gettr.com", Type::gettr, "user", "", true},
    Platform{"truthsocial.com", Type::truth_social, "", "@", true},
    Platform{"paypal.me", Type::paypal, "", "", true},
    Platform{"paypal.com", Type::paypal, "paypalme", "", true},
};

// Paths of platforms that are no accounts.
constexpr std::array<std::string_view, 62> kNoNames = {
    "home", "login", "signup", "register", "share", "sharer", "sharer.php", "intent", "search", "explore",
    "settings", "about", "help", "privacy", "terms", "status", "hashtag", "i", "tos", "p", "reel", "reels",
    "stories", "tv", "watch", "feed", "playlist", "results", "shorts", "embed", "live", "events", "groups",
    "pages", "people", "marketplace", "photo", "photo.php", "photos", "posts", "permalink.php", "story.php",
    "video", "videos", "music", "tag", "discover", "download", "legal", "jobs", "pin", "topics", "features",
    "pricing", "orgs", "im", "wall", "away.php", "feed.php", "addstickers", "proxy", "iv"};

bool is_name_char(char c) { return is_alnum(c) || c == '_' || c == '.' || c == '-' || (class_of(c) & kHigh) != 0; }

bool below(std::string_view host, std::string_view platform) {
  if (!host.ends_with(platform)) return false;
  return host.size() == platform.size() || host[host.size() - platform.size() - 1] == '.';
}

const Platform* platform_of(std::string_view host) {
  const auto found = std::find_if(kPlatforms.begin(), kPlatforms.end(),
                                  [host](const Platform& one) { return below(host, one.host); });
  return found == kPlatforms.end() ? nullptr : &*found;
}

// next_segment takes one part of the path off.
std::string_view next_segment(std::string_view& path) {
  if (path.starts_with('/')) path.remove_prefix(1);
  const auto segment = path.substr(0, path.find_first_of("/?#&:"));
  path.remove_prefix(segment.size());
  return segment;
}

bool listed(std::string_view list, std::string_view word) {
  while (!list.empty()) {
    const auto bar = std::min(list.find('|'), list.size());
    if (bar > 0 && same_letters(list.substr(0, bar), word)) return true;
    list.remove_prefix(std::min(bar + 1, list.size()));
  }
  return false;
}

std::string folded_if(std::string_view text, bool fold) {
  std::string out(text);
  if (fold)
    for (auto& c : out) c = lower(c);
  return out;
}

// name_of finds the name in a path; "" when there is none.
std::string_view name_of(const Platform& platform, std::string_view path) {
  auto segment = next_segment(path);
  const bool optional = platform.before.empty() || platform.before.ends_with('|');
  if (listed(platform.before, segment)) segment = next_segment(path);
  else if (!optional) return {};
  if (segment.starts_with('+') && platform.type == Type::telegram) return segment;
  if (!platform.sign.empty() && !segment.starts_with(platform.sign)) return {};
  if (segment.starts_with('@')) segment.remove_prefix(1);
  if (segment.size() < 2 || segment.size() > 64 || !std::all_of(segment.begin(), segment.end(), is_name_char)) return {};
  return listed("", segment) || std::any_of(kNoNames.begin(), kNoNames.end(), [segment](auto word) { return same_letters(word, segment); })
             ? std::string_view() : segment;
}

std::string_view facebook_id(std::string_view path) {
  constexpr std::string_view kProfile = "/profile.php?id=";
  if (!path.starts_with(kProfile)) return {};
  path.remove_prefix(kProfile.size());
  return path.substr(0, path.find_first_not_of("0123456789"));
}

struct Context {
  std::string_view word;
  Type type;
};
constexpr std::array kContexts = {
    Context{"telegram", Type::telegram},   Context{"tg", Type::telegram},        Context{"телеграм", Type::telegram},
    Context{"телеграмм", Type::telegram},  Context{"тг", Type::telegram},        Context{"telegramie", Type::telegram},
    Context{"twitter", Type::x_account},   Context{"твиттер", Type::x_account},  Context{"tweet", Type::x_account},
    Context{"instagram", Type::instagram}, Context{"insta", Type::instagram},    Context{"ig", Type::instagram},
    Context{"инстаграм", Type::instagram}, Context{"tiktok", Type::tiktok},      Context{"vk", Type::vk},
    Context{"вк", Type::vk},               Context{"facebook", Type::facebook},  Context{"fb", Type::facebook},
    Context{"youtube", Type::youtube},     Context{"bluesky", Type::bluesky},    Context{"bsky", Type::bluesky},
    Context{"threads", Type::threads},     Context{"snapchat", Type::snapchat},  Context{"snap", Type::snapchat},
    Context{"github", Type::github},       Context{"gettr", Type::gettr},        Context{"rumble", Type::rumble},
};

// platform_near finds the last platform that is named in the bytes before.
Type platform_near(Scan& scan, std::size_t at) {
  constexpr std::size_t kNear = 40;
  const auto from = at > kNear ? at - kNear : 0;
  scan.steps += (at - from) * 2;
  for (auto end = at; end > from;) {
    while (end > from && !is_word(scan.text[end - 1])) --end;
    auto begin = end;
    while (begin > from && is_word(scan.text[begin - 1])) --begin;
    for (const auto& one : kContexts)
      if (same_letters(scan.slice(begin, end), one.word)) return one.type;
    end = begin;
  }
  return Type::handle;
}

}  // namespace

void match_account(Scan& scan, std::string_view host, std::size_t begin, std::size_t path, std::size_t end) {
  const auto* platform = platform_of(host);
  if (platform == nullptr || path >= end) return;
  const auto rest = scan.slice(path, end);
  scan.steps += kPlatforms.size() + std::min(rest.size(), kHostMax);
  auto name = platform->type == Type::facebook ? facebook_id(rest) : std::string_view();
  if (name.empty()) name = name_of(*platform, rest);
  if (name.empty()) return;
  const auto name_end = static_cast<std::size_t>(name.data() + name.size() - scan.text.data());
  if (platform->type == Type::whatsapp && std::all_of(name.begin(), name.end(), is_digit) && name.size() >= 9)
    scan.add(Type::phone, name_end - name.size(), name_end, "+" + std::string(name), "phone.whatsapp");
  const bool fold = platform->fold && !name.starts_with('+');
  scan.add(platform->type, begin, name_end, folded_if(name, fold), "account.url");
}

void match_handle(Scan& scan, const Word& word) {
  constexpr std::size_t kHandleMin = 3, kHandleMax = 30;
  const auto at = word.begin - 1;
  const auto name = scan.slice(word.begin, word.end);
  const char previous = scan.before(at);
  if (is_word(previous) || previous == '/' || previous == '@' || scan.at(word.end) == '@') return;
  if (name.size() < kHandleMin || (word.bits & kHigh) != 0) return;
  if (name.ends_with(".bsky.social")) {
    scan.add(Type::bluesky, at, word.end, folded_if(name, true), "account.bluesky");
    return;
  }
  if (name.size() > kHandleMax || name.find("..") != std::string_view::npos || name.find('-') != std::string_view::npos ||
      (word.bits & (kLower | kUpper)) == 0)
    return;
  const auto type = platform_near(scan, at);
  if (type == Type::handle && name.find('.') != std::string_view::npos) return;
  scan.add(type, at, word.end, folded_if(name, true), type == Type::handle ? "account.handle" : "account.near",
           type == Type::handle ? Confidence::low : Confidence::medium);
}

}  // namespace tipstaff::casework
