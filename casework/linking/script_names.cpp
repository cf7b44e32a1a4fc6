#include "casework/linking/script_names.h"

#include <algorithm>
#include <array>

#include "casework/observables/utf8.h"

namespace tipstaff::casework {
namespace {

struct Entry {
  std::string_view written, latin;
};

// As fold_arabic writes them.
constexpr std::array<Entry, 34> kArabicGiven = {{
    {"احمد", "ahmad"},   {"محمد", "muhammad"}, {"محمود", "mahmoud"}, {"كريم", "karim"},  {"سامي", "sami"},   {"يوسف", "yusuf"},
    {"عمر", "omar"},     {"علي", "ali"},       {"حسن", "hasan"},     {"حسين", "husain"}, {"خالد", "khalid"}, {"ابراهيم", "ibrahim"},
    {"مصطفي", "mustafa"}, {"طارق", "tariq"},   {"زياد", "ziad"},     {"نبيل", "nabil"},  {"وليد", "walid"},  {"رامي", "rami"},
    {"فادي", "fadi"},    {"جمال", "jamal"},    {"سمير", "samir"},    {"ماجد", "majid"},  {"انور", "anwar"},  {"بلال", "bilal"},
    {"ليلي", "layla"},   {"ناديه", "nadia"},   {"فاطمه", "fatima"},  {"مريم", "maryam"}, {"زينب", "zainab"}, {"سلمي", "salma"},
    {"هدي", "huda"},     {"رانيا", "rania"},   {"امينه", "amina"},   {"ساره", "sara"},
}};
constexpr std::array<Entry, 24> kArabicFamily = {{
    {"حداد", "haddad"},  {"نجار", "najjar"},  {"خوري", "khoury"},  {"منصور", "mansour"}, {"حسن", "hasan"},   {"صالح", "saleh"},
    {"خليل", "khalil"},  {"سالم", "salem"},   {"ناصر", "nasser"},  {"عيسي", "issa"},     {"حمدان", "hamdan"}, {"قاسم", "qasim"},
    {"شاهين", "shahin"}, {"بركات", "barakat"}, {"درويش", "darwish"}, {"خطيب", "khatib"},  {"مصري", "masri"},  {"سعيد", "said"},
    {"رشيد", "rashid"},  {"حمدي", "hamdi"},   {"عباس", "abbas"},   {"زيدان", "zaidan"},  {"سليمان", "sulaiman"}, {"يوسف", "yusuf"},
}};
// Other spellings of these in Latin letters.
constexpr std::array<Entry, 44> kSpellings = {{
    {"ahmed", "ahmad"},      {"achmed", "ahmad"},     {"mohammed", "muhammad"}, {"mohamed", "muhammad"}, {"mohammad", "muhammad"},
    {"muhammed", "muhammad"}, {"mahmud", "mahmoud"},  {"mahmood", "mahmoud"},   {"kareem", "karim"},     {"samy", "sami"},
    {"youssef", "yusuf"},    {"yousef", "yusuf"},     {"yousuf", "yusuf"},      {"umar", "omar"},        {"hassan", "hasan"},
    {"hussein", "husain"},   {"hussain", "husain"},   {"khaled", "khalid"},     {"chaled", "khalid"},    {"ebrahim", "ibrahim"},
    {"moustafa", "mustafa"}, {"tarek", "tariq"},      {"tarik", "tariq"},       {"ziyad", "ziad"},       {"waleed", "walid"},
    {"gamal", "jamal"},      {"jamaal", "jamal"},     {"majed", "majid"},       {"leila", "layla"},      {"laila", "layla"},
    {"nadiya", "nadia"},     {"fatema", "fatima"},    {"mariam", "maryam"},     {"zeinab", "zainab"},    {"zaynab", "zainab"},
    {"khouri", "khoury"},    {"khuri", "khoury"},     {"mansur", "mansour"},    {"salih", "saleh"},      {"salim", "salem"},
    {"nasir", "nasser"},     {"kassem", "qasim"},     {"qassem", "qasim"},      {"suleiman", "sulaiman"},
}};

constexpr std::array<Entry, 44> kChineseFamily = {{
    {"王", "wang"},  {"李", "li"},   {"张", "zhang"}, {"張", "zhang"}, {"刘", "liu"},  {"劉", "liu"},  {"陈", "chen"}, {"陳", "chen"},
    {"杨", "yang"},  {"楊", "yang"}, {"赵", "zhao"},  {"趙", "zhao"},  {"黄", "huang"}, {"黃", "huang"}, {"周", "zhou"}, {"吴", "wu"},
    {"吳", "wu"},    {"徐", "xu"},   {"孙", "sun"},   {"孫", "sun"},   {"胡", "hu"},   {"朱", "zhu"},  {"林", "lin"},  {"郭", "guo"},
    {"罗", "luo"},   {"羅", "luo"},  {"梁", "liang"}, {"宋", "song"},  {"郑", "zheng"}, {"鄭", "zheng"}, {"谢", "xie"}, {"謝", "xie"},
    {"韩", "han"},   {"韓", "han"},  {"唐", "tang"},  {"冯", "feng"},  {"馮", "feng"}, {"董", "dong"}, {"萧", "xiao"}, {"程", "cheng"},
    {"曹", "cao"},   {"袁", "yuan"}, {"邓", "deng"},  {"彭", "peng"},
}};
constexpr std::array<Entry, 60> kChineseGiven = {{
    {"伟", "wei"},  {"偉", "wei"},  {"芳", "fang"}, {"娜", "na"},   {"敏", "min"},  {"静", "jing"}, {"丽", "li"},   {"麗", "li"},
    {"强", "qiang"}, {"磊", "lei"}, {"军", "jun"},  {"軍", "jun"},  {"洋", "yang"}, {"勇", "yong"}, {"艳", "yan"},  {"杰", "jie"},
    {"娟", "juan"}, {"涛", "tao"},  {"明", "ming"}, {"超", "chao"}, {"秀", "xiu"},  {"霞", "xia"},  {"平", "ping"}, {"刚", "gang"},
    {"桂", "gui"},  {"英", "ying"}, {"华", "hua"},  {"華", "hua"},  {"玉", "yu"},   {"兰", "lan"},  {"建", "jian"}, {"国", "guo"},
    {"國", "guo"},  {"文", "wen"},  {"小", "xiao"}, {"红", "hong"}, {"紅", "hong"}, {"梅", "mei"},  {"春", "chun"}, {"海", "hai"},
    {"燕", "yan"},  {"志", "zhi"},  {"萍", "ping"}, {"龙", "long"}, {"龍", "long"}, {"云", "yun"},  {"雪", "xue"},  {"峰", "feng"},
    {"林", "lin"},  {"波", "bo"},   {"辉", "hui"},  {"鹏", "peng"}, {"宇", "yu"},   {"浩", "hao"},  {"婷", "ting"}, {"琳", "lin"},
    {"佳", "jia"},  {"凤", "feng"}, {"成", "cheng"}, {"东", "dong"},
}};
// What may stand before and after a name without a blank.
constexpr std::array<std::string_view, 12> kChineseBefore = {"是", "叫", "给", "和", "找", "与", "跟", "见", "由", "被", "生", "士"};
constexpr std::array<std::string_view, 14> kChineseAfter = {"的", "在", "和", "是", "说", "给", "有", "与", "把", "被", "先", "女", "从", "跟"};

template <class Table>
std::string_view latin_of(const Table& table, std::string_view written) {
  const auto found = std::find_if(table.begin(), table.end(), [written](const Entry& one) { return one.written == written; });
  return found == table.end() ? std::string_view() : found->latin;
}

bool is_arabic(char32_t code) { return code >= 0x620 && code <= 0x6FF; }
bool is_han(char32_t code) { return code >= 0x4E00 && code <= 0x9FFF; }
bool is_digit_or_sign(char32_t code) { return (code >= 0x660 && code <= 0x66D) || code == 0x6D4; }

// fold_arabic takes short vowels and stretching off, and writes letters that people
// confuse in one way.
void fold_arabic(char32_t code, std::string_view bytes, std::string& out) {
  if ((code >= 0x64B && code <= 0x65F) || code == 0x640 || code == 0x670) return;
  if (code == 0x622 || code == 0x623 || code == 0x625 || code == 0x671) out += "ا";
  else if (code == 0x649 || code == 0x6CC) out += "ي";
  else if (code == 0x629) out += "ه";
  else if (code == 0x6A9) out += "ك";
  else out += bytes;
}

// A longer word is no name.
constexpr std::size_t kWordBytesMax = 60;

std::string_view without_article(std::string_view word) {
  constexpr std::string_view kArticle = "ال";
  return word.size() > kArticle.size() + 2 && word.starts_with(kArticle) ? word.substr(kArticle.size()) : word;
}

// ArabicNames is told letter by letter.
class ArabicNames {
 public:
  explicit ArabicNames(std::vector<Romanised>& out) : out_(out) {}
  void letter(char32_t code, std::string_view bytes) {
    if (word_.size() <= kWordBytesMax) fold_arabic(code, bytes, word_);
  }
  // gap ends a word; only one blank stands between the halves of a name.
  void gap(bool blank) {
    if (word_.empty()) return void(given_ = {});
    const auto family = latin_of(kArabicFamily, without_article(word_));
    const auto given = latin_of(kArabicGiven, word_);
    if (!given_.empty() && !family.empty()) out_.push_back({std::string(given_), std::string(family)});
    given_ = blank ? given : std::string_view();
    word_.clear();
  }

 private:
  std::vector<Romanised>& out_;
  std::string word_;
  std::string_view given_;
};

// Han is a run of Chinese characters.
using Han = std::vector<std::string_view>;

template <class List>
bool among(const List& list, std::string_view one) {
  return std::find(list.begin(), list.end(), one) != list.end();
}

bool ends_at(const Han& run, std::size_t at) { return at >= run.size() || among(kChineseAfter, run[at]); }

void chinese_names(const Han& run, std::vector<Romanised>& out) {
  for (std::size_t i = 0; i + 1 < run.size(); ++i) {
    const auto family = latin_of(kChineseFamily, run[i]);
    if (family.empty() || (i > 0 && !among(kChineseBefore, run[i - 1]))) continue;
    const auto one = latin_of(kChineseGiven, run[i + 1]);
    if (one.empty()) continue;
    const auto two = i + 2 < run.size() ? latin_of(kChineseGiven, run[i + 2]) : std::string_view();
    if (!two.empty() && ends_at(run, i + 3)) out.push_back({std::string(family), std::string(one) + std::string(two)});
    else if (ends_at(run, i + 2)) out.push_back({std::string(family), std::string(one)});
  }
}

bool is_syllable(std::string_view latin) {
  return std::any_of(kChineseGiven.begin(), kChineseGiven.end(), [latin](const Entry& one) { return one.latin == latin; });
}

}  // namespace

std::vector<Romanised> script_names(std::string_view text) {
  std::vector<Romanised> out;
  ArabicNames arabic(out);
  Han run;
  for (std::size_t at = 0; at < text.size();) {
    const auto c = character_at(text, at);
    const auto bytes = text.substr(at, c.bytes);
    if (!c.broken && is_arabic(c.code) && !is_digit_or_sign(c.code)) arabic.letter(c.code, bytes);
    else arabic.gap(bytes == " ");
    if (!c.broken && is_han(c.code)) run.push_back(bytes);
    else if (!run.empty()) chinese_names(run, out), run.clear();
    at += c.bytes;
  }
  arabic.gap(false);
  chinese_names(run, out);
  return out;
}

std::string_view usual_spelling(std::string_view lower) {
  const auto usual = latin_of(kSpellings, lower);
  return usual.empty() ? lower : usual;
}

bool short_family_name(std::string_view lower, std::string_view given) {
  if (lower.size() != 2 || std::none_of(kChineseFamily.begin(), kChineseFamily.end(), [lower](const Entry& one) { return one.latin == lower; }))
    return false;
  if (is_syllable(given)) return true;
  for (std::size_t cut = 1; cut < given.size(); ++cut)
    if (is_syllable(given.substr(0, cut)) && is_syllable(given.substr(cut))) return true;
  return false;
}

void common_names(const std::function<void(NamePart, std::string_view)>& use) {
  for (const auto& one : kArabicGiven) use(NamePart::arabic, one.latin);
  for (const auto& one : kArabicFamily) use(NamePart::arabic, one.latin);
  for (const auto& one : kChineseFamily) use(NamePart::chinese_family, one.latin);
  for (const auto& one : kChineseGiven) {
    use(NamePart::chinese_given, one.latin);
    for (const auto& two : kChineseGiven) use(NamePart::chinese_given, std::string(one.latin) + std::string(two.latin));
  }
}

}  // namespace tipstaff::casework
