#include "casework/planted/conspiracy.h"

#include <algorithm>
#include <array>

#include "casework/planted/files.h"
#include "casework/planted/words.h"

namespace tipstaff::planted {
namespace {

constexpr std::uint64_t kFirstDay = 1'715'000'000;  // 6 May 2024
constexpr std::uint64_t kDays = 60, kDaySeconds = 86'400;
constexpr std::uint32_t kCopiesFrom = 1'000'000;  // clues from here on: the same text
constexpr std::size_t kTipsOfCrew = 15, kMatters = 150, kSmears = 5, kTipsOfSmear = 8;

std::string capital(std::string word) {
  word[0] = static_cast<char>(word[0] - 32);
  return word;
}

std::string put_in(std::string_view frame, std::string_view value) {
  std::string out(frame);
  return out.replace(out.find("{}"), 2, value);
}

// A person by his names in each way of writing.
struct Person {
  std::array<std::string, 4> forms;  // Latin, German, Polish, Cyrillic
};

Person person_of(const NameForms& first, const NameForms& last) {
  const auto join = [](std::string_view a, std::string_view b) { return std::string(a) + " " + std::string(b); };
  return {{join(first.latin, last.latin), join(first.german, last.german), join(first.polish, last.polish),
           join(first.cyrillic, last.cyrillic)}};
}

std::string written(const Person& person, std::size_t language) {
  constexpr std::array<std::size_t, kLanguages> kForms = {0, 1, 0, 0, 2, 3, 0, 0};
  return person.forms[kForms[language]];
}

// Clue is something that only one group uses, or a spelling of it.
struct Clue {
  std::uint32_t id = 0;   // what may be seen to belong together has one id
  std::string shown;      // as it stands in a text; "" when it is a file or a name
  enum class Kind : std::uint8_t { shown, photo, name } kind = Kind::shown;
};

// A German account number whose check digits are right (ISO 7064, mod 97).
std::string iban(Draw& draw) {
  const auto account = draw.digits(18);
  unsigned rest = 0;
  for (const char c : account + "131400") rest = (rest * 10 + static_cast<unsigned>(c - '0')) % 97;  // D is 13, E is 14
  const auto check = std::to_string(98 - rest);
  return "DE" + std::string(2 - check.size(), '0') + check + account;
}

struct Crew {
  std::vector<Clue> clues;
  Person boss;
  Bytes photo;
};

class Maker {
 public:
  explicit Maker(const Options& options)
      : draw_(options.seed), crews_wanted_(std::min({options.crews, kRareNames.size(), options.tips / 400})), wanted_(options.tips) {}

  Conspiracy make() {
    for (std::size_t i = 0; i < crews_wanted_; ++i) add_crew(i);
    for (std::size_t i = 0, told = out_.tips.size(); i < told; ++i)
      if (draw_.one_in(5)) add_copy_of(i);
    for (std::size_t i = 0; i < kSmears; ++i) add_smear();
    for (std::size_t i = 0; i < kMatters * wanted_ / 10'000; ++i) add_matter();
    add_floods();
    while (out_.tips.size() < wanted_) add_noise();
    out_.tips.resize(wanted_);
    std::stable_sort(out_.tips.begin(), out_.tips.end(), [](const Tip& a, const Tip& b) { return a.at < b.at; });
    return std::move(out_);
  }

 private:
  std::uint64_t any_time() { return kFirstDay + draw_.below(kDays * kDaySeconds); }
  std::uint32_t new_group(Group group) {
    out_.groups.push_back(std::move(group));
    return static_cast<std::uint32_t>(out_.groups.size() - 1);
  }
  Tip new_tip(Role role) {
    Tip out;
    out.role = role;
    out.at = any_time();
    out.source = sources_++;
    return out;
  }

  // place is invented; three of them keep tips from being alike by their sentences alone.
  std::string place() { return capital(draw_.word(3)) + " " + draw_.digits(2); }
  std::string sentence(const Language& words) {
    return std::string(draw_.of(words.stories)) + " (" + place() + ", " + place() + ", " + place() + ") ";
  }
  std::string story(const Language& words) {
    std::string out;
    for (auto left = 2 + draw_.below(3); left > 0; --left) out += sentence(words);
    return out + (draw_.one_in(2) ? std::string(draw_.of(words.liked)) + " " : "");
  }

  std::string handle() { return draw_.word(3) + draw_.letters(2); }
  std::string phone() { return "+48 " + chars_in("6757", 1) + draw_.digits(8); }
  std::string chars_in(std::string_view from, std::size_t count) { return draw_.chars(from, count); }
  std::string email() { return draw_.word(2) + "." + draw_.word(2) + "@" + draw_.word(4) + ".org"; }

  Clue clue(std::string shown) { return {clues_++, std::move(shown), Clue::Kind::shown}; }

  void add_accounts(Crew& crew) {
    const auto name = handle();
    const auto first = clue("Telegram @" + name + "71");
    crew.clues.push_back(first);
    crew.clues.push_back({first.id, "Telegram @" + name + "72", Clue::Kind::shown});   // the next of a row
    crew.clues.push_back({first.id, "https://x.com/" + name + "71", Clue::Kind::shown});  // the same name elsewhere
    crew.clues.push_back(clue("https://vk.com/" + handle()));
    const auto mail = email();
    crew.clues.push_back(clue("e-mail " + mail));
    const auto at = mail.find('@');
    crew.clues.push_back(clue("recovery e-mail " + chars_in("bdfgk", 2) + draw_.letters(1) + "•••" + draw_.letters(2) + "@" +
                              mail.substr(at + 1, 3) + "•••.org"));
  }
  void add_money(Crew& crew) {
    crew.clues.push_back(clue("ETH 0x" + draw_.hex(40)));
    crew.clues.push_back(clue("IBAN " + iban(draw_)));
    crew.clues.push_back(clue("tel. " + phone()));
    const auto host = draw_.word(5) + ".net", path = "/" + draw_.word(3);
    const auto page = clue("https://" + host + path);
    crew.clues.push_back(page);
    crew.clues.push_back({page.id, "http://www." + host + path + "/?utm_source=" + draw_.letters(4), Clue::Kind::shown});
    crew.clues.push_back(clue("UA-" + draw_.digits(7) + "1-1"));
  }
  Crew new_crew(std::size_t number) {
    Crew crew;
    add_accounts(crew);
    add_money(crew);
    crew.clues.push_back({clues_++, "", Clue::Kind::photo});
    crew.clues.push_back({clues_++, "", Clue::Kind::name});
    crew.boss = person_of(draw_.of(kFirstNames), kRareNames[number]);
    crew.photo = png_of(draw_);
    return crew;
  }

  void say(Tip& tip, const Crew& crew, const Clue& one, std::size_t language) {
    const auto& words = kWords[language];
    if (one.kind == Clue::Kind::photo) tip.files.push_back({"IMG_" + draw_.digits(4) + ".png", crew.photo});
    else if (one.kind == Clue::Kind::name) tip.text += put_in(draw_.of(words.called), written(crew.boss, language)) + " ";
    else tip.text += put_in(draw_.of(words.uses), one.shown) + " ";
    tip.names_the_suspect |= one.kind == Clue::Kind::name;
    tip.tells.insert(one.id);
  }
  // hide puts a clue into an attachment of one of four kinds.
  void hide(Tip& tip, const Clue& one) {
    if (one.kind != Clue::Kind::shown) return;
    const auto line = "Pay to: " + one.shown;
    switch (draw_.below(4)) {
      case 0: tip.files.push_back({"note.pdf", pdf_of(line)}); break;
      case 1: tip.files.push_back({"message.eml", eml_of(email(), line)}); break;
      case 2: tip.files.push_back({"list.docx", docx_of(line)}); break;
      default: {
        const std::array<ZipEntry, 1> entries = {{{"chat.txt", line}}};
        tip.files.push_back({"chat.zip", zip_of(entries)});
      }
    }
    tip.hidden.insert(one.id);
  }
  void add_crew_tip(const Crew& crew, std::uint32_t group) {
    auto tip = new_tip(Role::crew);
    const auto language = draw_.below(kLanguages);
    tip.text = story(kWords[language]);
    for (auto left = 1 + draw_.below(3); left > 0; --left) say(tip, crew, draw_.of(crew.clues), language);
    if (draw_.one_in(4)) say(tip, crew, crew.clues.back(), language);  // the name
    if (draw_.one_in(6)) hide(tip, draw_.of(crew.clues));
    tip.text += popular();
    tip.about.insert(group);
    out_.tips.push_back(std::move(tip));
  }
  void add_crew(std::size_t number) {
    auto crew = new_crew(number);
    const auto group = new_group({Group::Kind::crew, crew.boss.forms[0]});
    for (std::size_t i = 0; i < kTipsOfCrew; ++i) add_crew_tip(crew, group);
    crews_.push_back(std::move(crew));
  }

  // A copy goes round in a chat: a word more, a sentence less, and somebody sends it again.
  void add_copy_of(std::size_t number) {
    const auto same_text = kCopiesFrom + static_cast<std::uint32_t>(number);
    out_.tips[number].tells.insert(same_text);
    auto tip = out_.tips[number];
    tip.role = Role::copy;
    tip.source = sources_++;
    tip.at = any_time();
    tip.text += " " + capital(draw_.word(2)) + "!";
    out_.tips.push_back(std::move(tip));
  }

  // A liar sends the same accusation of an innocent again and again, in other words; now
  // and then with something of a real crew.
  void add_smear() {
    const auto innocent = person_of(draw_.of(kFirstNames), draw_.of(kRareNames));
    const auto group = new_group({Group::Kind::smear, ""});
    const Clue number = clue("tel. " + phone());
    for (std::size_t i = 0; i < kTipsOfSmear; ++i) {
      auto tip = new_tip(Role::lie);
      const auto language = draw_.below(kLanguages);
      tip.text = story(kWords[language]) + put_in(draw_.of(kWords[language].called), written(innocent, language)) + " " +
                 put_in(draw_.of(kWords[language].uses), number.shown);
      tip.tells.insert(number.id);
      if (i % 4 == 0 && !crews_.empty()) {
        const auto& crew = draw_.of(crews_);
        tip.text += " ";
        say(tip, crew, draw_.of(crew.clues), language);
      }
      tip.tells = {number.id};  // what it says of a crew is a lie
      tip.names_the_suspect = false;
      tip.about.insert(group);
      out_.tips.push_back(std::move(tip));
    }
  }

  void add_matter() {
    const auto group = new_group({Group::Kind::matter, ""});
    const auto one = clue(draw_.one_in(2) ? "tel. " + phone() : "e-mail " + email());
    for (auto left = 2 + draw_.below(2); left > 0; --left) {
      auto tip = new_tip(Role::matter);
      const auto& words = draw_.of(kWords);
      tip.text = story(words) + put_in(draw_.of(words.uses), one.shown) + " " + popular();
      tip.tells.insert(one.id);
      tip.about.insert(group);
      out_.tips.push_back(std::move(tip));
    }
  }

  // Three floods: variants of one text with the wallet of a crew, to hide who names it;
  // different texts in one night with a crew's account and an innocent's number, to
  // force them together; and plain insults.
  void add_floods() {
    if (crews_.size() < 2) return;
    const auto wallet = shown_of(crews_[0], "ETH"), account = shown_of(crews_[1], "Telegram");
    const auto innocent = "tel. " + phone();
    const auto night = kFirstDay + 40 * kDaySeconds;
    for (std::size_t i = 0; i < wanted_ / 10; ++i)
      add_flood("You are all agents of the enemy, number " + draw_.digits(4) + ", and the honest man at " + wallet +
                " has nothing to do with it, says " + draw_.word(2) + ".", night + i * 30);
    for (std::size_t i = 0; i < wanted_ / 25; ++i) {
      const auto& words = draw_.of(kWords);
      add_flood(story(words) + put_in(draw_.of(words.uses), account) + " " + put_in(draw_.of(words.uses), innocent),
                night + kDaySeconds + i * 10);
    }
    for (std::size_t i = 0; i < wanted_ / 20; ++i)
      add_flood("Liars " + draw_.digits(3) + ", you will be sorry for what you do to our " + draw_.word(2) + " people, write to spam" +
                draw_.digits(5) + "@" + draw_.word(3) + ".net", any_time());
  }
  static std::string shown_of(const Crew& crew, std::string_view begin) {
    for (const auto& one : crew.clues)
      if (one.shown.starts_with(begin)) return one.shown;
    return {};
  }
  void add_flood(std::string text, std::uint64_t at) {
    auto tip = new_tip(Role::flood);
    tip.text = std::move(text);
    tip.at = at;
    out_.tips.push_back(std::move(tip));
  }

  // What many name: a channel, a hoster's address, a newspaper, the minister.
  std::string popular() {
    static constexpr std::array<std::string_view, 8> kPopular = {
        " t.me/everybody_reads", " https://www.youtube.com/watch?v=abc", " 45.33.32.156", " https://harbour-courier.org/today",
        " Minister Aldo Brennar", " @honestvote", " +48 800000111", ""};
    return draw_.one_in(2) ? "" : std::string(draw_.of(kPopular));
  }

  void add_noise() {
    auto tip = new_tip(Role::noise);
    if (draw_.one_in(12) && !noisy_.empty()) tip.source = draw_.of(noisy_);  // writes again
    noisy_.push_back(tip.source);
    const auto language = draw_.below(kLanguages);
    const auto& words = kWords[language];
    tip.text = story(words);
    if (draw_.one_in(2)) tip.text += put_in(draw_.of(words.uses), draw_.one_in(2) ? "tel. " + phone() : "e-mail " + email()) + " ";
    if (draw_.one_in(3)) tip.text += put_in(draw_.of(words.called), somebody(language)) + " ";
    tip.text += popular();
    out_.tips.push_back(std::move(tip));
  }
  // Common names: many people are called so.
  std::string somebody(std::size_t language) {
    static constexpr std::array<std::string_view, 12> kStems = {"Kova", "Novo", "Peter", "Horva", "Mora", "Lind",
                                                                 "Schneid", "Rossi", "Dubo", "Mart", "Bakar", "Wolf"};
    const auto first = draw_.of(kFirstNames);
    const auto last = std::string(draw_.of(kStems)) + std::string(draw_.of(kNameEnds));
    if (language == 6) return std::string(kArabicNames[last.size() % kArabicNames.size()]);
    if (language == 7) return std::string(kChineseNames[(last.size() + first.latin.size()) % kChineseNames.size()]);
    return (language == 5 ? std::string(first.cyrillic) : std::string(first.latin)) + " " + last;
  }

  Draw draw_;
  std::size_t crews_wanted_, wanted_;
  std::uint32_t sources_ = 0, clues_ = 0;
  std::vector<Crew> crews_;
  std::vector<std::uint32_t> noisy_;
  Conspiracy out_;
};

bool meet(const std::set<std::uint32_t>& a, const std::set<std::uint32_t>& b) {
  return std::any_of(a.begin(), a.end(), [&b](std::uint32_t one) { return b.contains(one); });
}

std::string listed(const std::set<std::uint32_t>& numbers) {
  std::string out;
  for (const auto one : numbers) out += (out.empty() ? "" : " ") + std::to_string(one);
  return out;
}

}  // namespace

std::string_view role_name(Role role) {
  constexpr std::array<std::string_view, 6> kNames = {"crew", "copy", "lie", "flood", "matter", "noise"};
  return kNames[static_cast<std::size_t>(role)];
}

Conspiracy conspire(const Options& options) { return Maker(options).make(); }

bool may_tell(const Tip& a, const Tip& b) { return meet(a.tells, b.tells); }
bool same_group(const Tip& a, const Tip& b) { return meet(a.about, b.about); }

std::string truth_of(const Conspiracy& conspiracy) {
  std::string out = "# tip\trole\tgroups\tclues\thidden\tsuspect\n";
  for (std::size_t i = 0; i < conspiracy.tips.size(); ++i) {
    const auto& tip = conspiracy.tips[i];
    if (tip.about.empty()) continue;
    out += std::to_string(i + 1) + "\t" + std::string(role_name(tip.role)) + "\t" + listed(tip.about) + "\t" + listed(tip.tells) + "\t" +
           listed(tip.hidden) + "\t" + (tip.names_the_suspect ? "suspect" : "") + "\n";
  }
  return out;
}

}  // namespace tipstaff::planted
