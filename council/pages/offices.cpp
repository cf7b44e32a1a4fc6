// The offices with all that the roster says of them, for who goes there and for who runs
// no script. One list for everybody, whole: looking for one of them asks for nothing.
#include <algorithm>

#include "council/pages/parts.h"
#include "tipstaff/wire/languages.h"
#include "tipstaff/wire/post_kinds.h"

namespace tipstaff::council::pages {
namespace {

using wire::PostRecord;

constexpr auto kDot = " \xC2\xB7 ";
constexpr auto kDash = "\xE2\x80\x93";
constexpr std::string_view kDays[] = {marked("Mon"), marked("Tue"), marked("Wed"), marked("Thu"), marked("Fri"), marked("Sat"), marked("Sun")};

// The kinds of wire/post_kinds.h, in that order; of one that is not known nothing is said.
constexpr std::string_view kKinds[] = {
    "", marked("embassy"), marked("consulate"), marked("diplomatic mission"), marked("election office"), marked("computer emergency team"),
    marked("anti-corruption office"), marked("police"), marked("newsroom"), marked("office")};
static_assert(std::size(kKinds) == wire::kPostKinds.size());

// A language is called what its speakers call it, so that they find it.
std::string own_name(std::string_view code) {
  if (code == "hi") return "\xE0\xA4\xB9\xE0\xA4\xBF\xE0\xA4\xA8\xE0\xA5\x8D\xE0\xA4\xA6\xE0\xA5\x80";
  if (code == "vi") return "\x54i\xE1\xBA\xBFng Vi\xE1\xBB\x87t";
  return std::string(has_catalogue(code) ? catalogue_of(code).say(marked("English")) : code);
}

Markup spoken(std::uint32_t langs) {
  Markup out;
  for (std::size_t i = 0; i < wire::kLanguages.size(); ++i)
    if ((langs >> i & 1) != 0) out += (out.empty() ? Markup() : ", "_m) + element("bdi", in_language(wire::kLanguages[i]), plain(own_name(wire::kLanguages[i])));
  return out;
}

std::string clock(unsigned quarters) {
  const auto two = [](unsigned number) { return (number < 10 ? "0" : "") + std::to_string(number); };
  return two(quarters / 4) + ":" + two(quarters % 4 * 15);
}

// week is the opening hours, days with equal hours together.
Markup week(const Look& look, const wire::OpeningHours& hours) {
  Markup out;
  for (std::size_t day = 0, next = 1; day < 7; day = next, ++next) {
    const auto opens = hours[2 * day], closes = hours[2 * day + 1];
    while (next < 7 && hours[2 * next] == opens && hours[2 * next + 1] == closes) ++next;
    if (closes == 0) continue;
    out += (out.empty() ? Markup() : ", "_m) + look.say(kDays[day]) + (next > day + 1 ? plain(kDash) + look.say(kDays[next - 1]) : Markup()) + " "_m +
           element("bdi", attribute("dir", "ltr"), plain(clock(opens) + kDash + clock(closes)));
  }
  return out;
}

Markup office(const Look& look, const PostRecord& post) {
  auto facts = element("span", look.say("Number {number}", {{"number", std::to_string(post.id)}}));
  if (post.kind > 0 && post.kind < std::size(kKinds)) facts += plain(kDot) + look.say(kKinds[post.kind]);
  facts += plain(kDot) + element("bdi", plain({post.country.data(), post.country.size()}));
  if (const auto languages = spoken(post.langs); !languages.empty()) facts += plain(kDot) + languages;
  const auto address = post.address.empty() ? look.say("This office publishes no address.") : element("bdi", plain(post.address));
  const auto hours = week(look, post.hours);
  return element("li", element("h3", element("bdi", plain(post.name))) + element("p", attribute("class", "small"), facts) + element("p", address) +
                           (hours.empty() ? Markup() : element("p", hours)));
}

}  // namespace

Markup offices(const Look& look) {
  auto posts = look.publisher.posts;
  std::ranges::sort(posts, {}, [](const PostRecord& post) { return std::tuple(post.country, post.name, post.id); });
  Markup items;
  for (const auto& post : posts) items += office(look, post) + "\n"_m;
  if (items.empty()) return {};
  return element("h2", attribute("id", "offices"), look.say("Our offices")) +
         element("p", attribute("class", "small"), look.say("If you go there, find the address in a way that nobody connects with you.") + " "_m +
                                                       look.say("Hours are by the office’s own clock, and holidays are not in them.")) +
         element("ul", attribute("class", "offices"), items);
}

}  // namespace tipstaff::council::pages
