#include "casework/locating/words.h"

#include <algorithm>

namespace tipstaff::casework {
namespace {

constexpr double kStrong = 0.25, kFaint = 0.12;

// Words before a place, in the languages of the page and some more. A language's word is
// only asked in its own script.
constexpr std::string_view kBefore =
    "in near around outside towards leaving reached entering "                                       // en
    "в во из под около возле городе город города городом деревне село "                              // ru
    "у з із зі біля місті місто міста селі "                                                         // uk
    "горад горадзе каля "                                                                            // be
    "w we ze koło pod niedaleko mieście miasto miasta wsi okolicach "                                // pl
    "aus nach bei nahe stadt "                                                                       // de
    "chez vers près dans "                                                                         // fr
    "en desde hacia cerca ciudad "                                                                   // es
    "em cidade perto "                                                                               // pt
    "v ve ze u blízko města městě "                                                                  // cs
    "във град край "                                                                                 // bg
    "vicino città presso "                                                                           // it
    "στη στο στην στον από κοντά "                                                                   // el
    "في من إلى الى قرب مدينة قرية نحو "                                                              // ar
    "در از به نزدیک شهر شهرستان "                                                                    // fa
    "在 从 從 到 去 往 於 于 住 "                                                                    // zh
    "ใน จาก ที่ "                                                                                     // th
    "ở tại từ gần đến tới "                                                                          // vi
    "di ke dari";                                                                                    // id
constexpr std::string_view kBeforeFaint =
    "from to at via through of town city village "
    "до к на от "
    "z ze do od na "
    "von über durch zum "
    "à de du d al del da do dos en le la "
    "τη την το τον του της ";
constexpr std::string_view kAfter =
    "da de dan den ta te tan ten ya ye nın nin nun nün "   // tr, behind an apostrophe
    "में से को "                                             // hi
    "市 省 县 縣 区 區 町 村 で に から ";                    // zh, ja
constexpr std::string_view kTitles =
    "mr mrs ms dr prof sir lady herr frau monsieur madame señor señora don doña signor signora pan pani panem panią "
    "господин госпожа пан пані bay bayan السيد السيدة آقای خانم";

// Towns whose names are words that begin sentences, headings or German nouns.
constexpr std::string_view kCommon =
    "of nice mobile reading bath most man same date along police orange split sale deal hope best wells rugby battle "
    "ball beer bell black blue boom born both box bra bray brand bridge buy call can car center central chance chapel "
    "charge clear close college come cook corner county court cross dale date day dead dean do dover eagle early east "
    "eden end enterprise euro even ever every eye fair fall far farm fast field fine fire first flat flora for forest fort "
    "france free friday friend garden gate general given glen go gold golf grand grant great green grey ground group grove "
    "hall ham hand harbor harbour hard he hell help here high hill holiday holland home hook hot house how hunter "
    "independence industry iron island jackson job key king kiss la lake land las last late law lead lee left let liberal "
    "liberty like lima list live long look los love low made mainz male many march mark market mary mason may me media "
    "meeting mercury mill mine mission monday money moon morning much mount my new night no normal north not note novo "
    "now oak offer ohio oil old on one only open opportunity other our out palace paradise park parole pass paul peace "
    "people perfect phoenix pick pink plan plane plant plaza plus poll pop port post power president price prince progress "
    "public pure put quality queen rain ready real red republic rest rich river road rock roma rome room rose round royal "
    "rush sad safe saint salt san sand santa save school sea see senate service seven she short show side sierra silver "
    "six small so social some son sony south spa sport spring springs star start state stone store strand street student "
    "summer sun sunday superior surprise swan table take tell temple ten the then they this three thursday time to today "
    "toll tom tooele top tower trade train tree truth try tuesday tulip turn two union unity university up us use van "
    "very victory village wall want war wash watch water way we wednesday week welcome west what white why wide will "
    "wind wing winner winter wood word work world yes you young your zone "
    "ali amt arm art auge bad bar baum berg bild boot brot burg dorf eis ende erde essen feld fest feuer fisch fluss "
    "frage geld glas grund haar haus heft herz hof hund hut insel jahr kind kopf kran kreis kunst land leben leer leute licht "
    "linz luft markt meer mond mund nacht nord ort platz rad rat rot saal sand schloss see sonne sorge stadt stein strasse "
    "süden tag tal tat tier tisch tor turm uhr ulm wald wand weg wein werk wien wind woche wolf wort zahl zeit zoll zug "
    "halle allein "
    "alors aix bien bon bonne ce cela dans de des deux donc du elle en est et eux il ils jour la le les lui mais réunion reunion "
    "moi mon mont nous or ou où par pas plus pont pour puy que qui rien sens si son sur tours tout tu un une val vers "
    "ahora aquí así casa como con cuando cuba dos el ella en era eso esta este hay la las los luz más me mesa mi "
    "mucho nada ni no nos para pero por que rey se según si sin sol son su también todo tres tu un una valle vez y ya "
    "ale był co czy dla do dom gdy go ich ja jak już kiedy kto las lub ma mi mnie może my na nad nie nim no od on ona "
    "oni pan po pod pole pro przy rada sam są się ta tak tam te ten to tu ty tylko w wieś z za że żory bar "
    "а без был была было быть вам вас вот все всё где да дать для до дом его ее если есть еще за из или им их как "
    "когда кто ли мне мы на нас не него нет ни но ну об он она они от по под при сам свои со так там те тебе то "
    "тогда только ты у уже хорошо час что чтобы эта эти это я мир новый старый рано река гора поле лес "
    "або але вона вони він всі для його коли навіть немає ні та так там це цей чи що як "
    "bir bu çok da de ama ben biz daha değil en ev gibi her hem için ile kadar ki mi ne o of ordu orta para sen siz son "
    "su şu tarihi var ve ya yeni yok yol "
    "من في على عن مع هذا هذه كان قال هو هي التي الذي كل بعد قبل این آن که با برای را است بود "
    "和平 中山 自由 光明 东方 大同 中央 东区 西区 南区 北区 新华 人民 国家 一百 中心";

// Towns whose names people bear.
constexpr std::string_view kGiven =
    "adam adrian alba albert alexander alexandria alexandra alfred alice alma amanda amelia andrea angela anna anthony antonia "
    "arnold arthur ashley athens augusta aurora austin barbara beatrice benedict berenice bernard bianca brandon brenda bruno "
    "camilla carmen carolina caroline cecilia charles charlotte chelsea christian clara claudia constance cordoba crystal daisy "
    "dakota dallas daniel david deborah diana dominic donna douglas edith edward eleanor elena elizabeth ella emma eric eugene "
    "eva felix fernando florence francis frank fred gabriel george georgia gerald gilbert gloria grace gregory harold harry "
    "harvey heather helena henry herman hugo ida irene iris irma isabel isabella ivan jack jackson jacob jamaica james jan jane "
    "jasmine jasper jerome jesus joan john jordan jose joseph juan judith julia julian june justin karen karl katherine kelly "
    "kenneth kent kevin kim kira kira klara laura lawrence leo leon leonard leonora lewis lily lincoln linda lisa logan "
    "lorena lorenzo louis louisa lucas lucia lucy luis luna madison magdalena manuel marco margarita maria marina mario "
    "marion marta martha martin mateo matilda maurice max maya melissa mercedes mia michael milan mira miriam mohammed monica "
    "montana morgan nancy natalia nelson nina nora norman oliver olga olivia oscar otto owen pamela patricia patrick paula "
    "pedro penelope peter philip pilar rachel raymond rebecca renata ricardo richard rita robert robin roger roland roman rosa "
    "rosario rosemary roy ruby ruth samara samuel sandra santiago sara sarah savannah sebastian serena shannon sharon sheila "
    "sidney silvia simon sofia sonia sophia stella stephen susan sydney sylvia tamara tatiana teresa theodore thomas tiffany "
    "florencja wiktoria karolina zofia "
    "tina troy valencia valentina vera veronica victor victoria vincent viola virginia vivian walter warren washington wayne "
    "wendy wilhelm william wilson xavier yolanda yusuf zoe "
    "александр александра алексей анна борис вера виктор владимир вера галина дмитрий елена иван ирина кира лариса марина "
    "мария михаил надежда наталья никита николай ольга павел петр роман светлана сергей софия татьяна юлия "
    "андрій василь ганна наталія олександр олена оксана петро софія тарас юрій "
    "ahmet ali ayşe elif emine fatma hasan hatice hüseyin mehmet murat mustafa zeynep osman ömer selim "
    "محمد احمد علي حسن حسين فاطمة زينب مريم عمر ابراهيم يوسف خالد";

}  // namespace

PlaceWords::PlaceWords(const Tokenizer& tokenizer) {
  const auto each = [&](std::string_view list, const auto& use) {
    const auto tokens = tokenizer.run(list, 0, list.size());
    for (const auto& token : tokens.list) use(token);
  };
  const auto add_to = [](Values& values, double much) {
    return [&values, much](const Token& token) {
      auto& known = values.try_emplace(token.hash, token.script, much).first->second;
      known.first |= token.script;
    };
  };
  each(kBefore, add_to(before_, kStrong));
  each(kBeforeFaint, add_to(before_, kFaint));
  each(kAfter, add_to(after_, kStrong));
  each(kTitles, [&](const Token& token) { titles_.insert(token.hash); });
  each(kGiven, [&](const Token& token) { given_.insert(token.hash); });
  // Characters of scripts without spaces come apart; put them together as a name would be.
  const auto tokens = tokenizer.run(kCommon, 0, kCommon.size());
  auto hash = kHashNone;
  for (std::size_t i = 0; i < tokens.list.size(); ++i) {
    hash = hash_more(tokens.list[i].gap == Gap::none ? hash : kHashNone, tokens.list[i].hash);
    common_.insert(hash);
  }
}

double PlaceWords::value(const Values& values, const Token& token) {
  const auto found = values.find(token.hash);
  return found == values.end() || (found->second.first & token.script) != token.script ? 0 : found->second.second;
}

}  // namespace tipstaff::casework
