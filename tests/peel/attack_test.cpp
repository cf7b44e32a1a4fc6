// Hostile files and a hostile reader. Each ends in words for the officer, in time, and
// with nothing outside touched.

#include <net/if.h>
#include <sched.h>
#include <sys/ioctl.h>

#include <sstream>

#include "tests/peel/peel_fixture.h"

namespace tipstaff::testing {
namespace {

// packets counts what went through this process's network interfaces.
std::uint64_t packets() {
  std::ifstream file("/proc/thread-self/net/dev");
  std::uint64_t out = 0;
  for (std::string line; std::getline(file, line);) {
    const auto colon = line.find(':');
    if (colon == std::string::npos) continue;
    std::istringstream numbers(line.substr(colon + 1));
    std::uint64_t bytes = 0, received = 0;
    numbers >> bytes >> received;
    out += received;
  }
  return out;
}

// OwnNetwork gives this test program a network of its own, where the system allows it:
// every packet in it is then one of a file's.
class OwnNetwork : public ::testing::Environment {
 public:
  void SetUp() override {
    alone = ::unshare(CLONE_NEWNET) == 0 || ::unshare(CLONE_NEWUSER | CLONE_NEWNET) == 0;
    if (!alone) return;
    const int fd = ::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    ifreq request{};
    request.ifr_name[0] = 'l', request.ifr_name[1] = 'o';
    request.ifr_flags = IFF_UP;
    alone = ::ioctl(fd, SIOCSIFFLAGS, &request) == 0;
    ::close(fd);
  }
  static inline bool alone = false;
};
const auto* const kOwnNetwork = ::testing::AddGlobalTestEnvironment(new OwnNetwork);

class AttackTest : public PeelFixture {
 protected:
  AttackTest() : packets_before_(packets()) {}
  ~AttackTest() override {
    EXPECT_TRUE(canary_.sings());
    EXPECT_TRUE(!OwnNetwork::alone || packets() == packets_before_) << "something was sent";
    EXPECT_LT(std::chrono::steady_clock::now() - begin_, std::chrono::seconds(60));
  }
  // hostile lets the reader that was taken over do `what`.
  void hostile(const std::string& what, const std::string& detail = {}) {
    parts_ = desk::caged_peeler(TIPSTAFF_HOSTILE_FOLDER, std::chrono::milliseconds(what == "hang" ? 300 : 20'000))(
        as_bytes(detail), what);
  }

  Canary canary_;
  std::uint64_t packets_before_;
  std::chrono::steady_clock::time_point begin_ = std::chrono::steady_clock::now();
};

TEST_F(AttackTest, TheCounterSeesAPacketThatIsSent) {
  if (!OwnNetwork::alone) GTEST_SKIP() << "this user may not make a network";
  const int fd = ::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  sockaddr_in to{};
  to.sin_family = AF_INET;
  to.sin_port = htons(9);
  to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  (void)::sendto(fd, "x", 1, 0, reinterpret_cast<sockaddr*>(&to), sizeof to);
  ::close(fd);
  EXPECT_GT(packets(), packets_before_);
  packets_before_ = packets();
}

TEST_F(AttackTest, AZipBombIsCutOff) {
  peel("bomb.zip", archive_of(Packing::zip, {{"bomb.txt", Bytes(std::size_t{20} << 20, 0)}}));
  EXPECT_TRUE(refused(refusal::kTooMuch) && whole()) << said();
}

TEST_F(AttackTest, AGzipBombIsCutOff) {
  peel("bomb.gz", gzip_of(Bytes(std::size_t{20} << 20, 'x')));
  EXPECT_TRUE(refused(refusal::kTooMuch) && whole()) << said();
}

TEST_F(AttackTest, ANestedBombEndsAtTheFourthLevel) {
  peel("russian.zip", nested_zip(7, bytes_of("core")));
  EXPECT_TRUE(refused(refusal::kTooDeep) && whole()) << said();
  EXPECT_EQ(said().find("core.txt"), std::string::npos);
  peel("just.zip", nested_zip(4, bytes_of("core")));
  EXPECT_EQ(text_at("just.zip/deeper.zip/deeper.zip/deeper.zip/core.txt"), "core");
}

TEST_F(AttackTest, AnArchiveOfManyEntriesIsCutOff) {
  std::vector<Packed> many(10'050, Packed{"x", {}});
  peel("many.tar", archive_of(Packing::tar, many));
  EXPECT_TRUE(refused(refusal::kTooMany) && whole()) << said().substr(said().size() - 300);
  EXPECT_LT(parts_.size(), casework::kPartsPerFileMax);
}

TEST_F(AttackTest, LinksAreNotFollowedAndPathsLeadNowhere) {
  peel("a.tar", archive_of(Packing::tar, {{"link", {}, "/etc/passwd"}, {"link", bytes_of("through the link")},
                                          {"../../../../" + canary_.path().string(), bytes_of("over the canary")},
                                          {canary_.path().string(), bytes_of("over the canary")}}));
  EXPECT_TRUE(refused(refusal::kLink) && refused(refusal::kOutside) && whole()) << said();
  EXPECT_EQ(said().find("root:"), std::string::npos);
}

TEST_F(AttackTest, APdfRunsNothingAndFetchesNothing) {
  peel("evil.pdf", pdf_page("Evil", "/OpenAction<</S/JavaScript/JS(app.launchURL\\(\"" + canary_.url() + "\"\\))>>"
                            "/AA<</WC<</S/Launch/F(/bin/touch)>>>>",
                            "/AA<</O<</S/GoToR/F(" + canary_.url() + "x.pdf)/D[0/Fit]>>>>"));
  const auto all = said();
  EXPECT_NE(all.find("JavaScript: app.launchURL"), std::string::npos);
  EXPECT_NE(all.find("Launch: /bin/touch"), std::string::npos);
  EXPECT_NE(all.find("GoToR: " + canary_.url()), std::string::npos);
  EXPECT_TRUE(whole());
}

TEST_F(AttackTest, APdfThatLeadsBackToItselfEnds) {
  peel("loop.pdf", pdf_of({"<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2000000000>>",
                           "<<>>", "<<>>", "<</Author 5 0 R>>"}));
  EXPECT_TRUE(whole()) << said();
}

TEST_F(AttackTest, XmlEntitiesReadNoFileAndDoNotMultiply) {
  std::string laughs = "<!DOCTYPE w [<!ENTITY x SYSTEM \"file:///etc/passwd\"><!ENTITY y SYSTEM \"" + canary_.url() +
                       "\"><!ENTITY a0 \"lol\">";
  for (int i = 1; i < 30; ++i) {
    const auto before = "&a" + std::to_string(i - 1) + ";";
    laughs += "<!ENTITY a" + std::to_string(i) + " \"" + before + before + before + before + "\">";
  }
  peel("xxe.docx", docx_of(laughs + "]><w:document><w:p><w:r><w:t>&x;&y;&a29;</w:t></w:r></w:p></w:document>"));
  EXPECT_EQ(text_at("xxe.docx"), "&x;&y;&a29;\n");
  EXPECT_TRUE(whole());
}

TEST_F(AttackTest, DeepXmlAndDeepHtmlCostNoStack) {
  std::string deep;
  for (int i = 0; i < 100'000; ++i) deep += "<w:p>";
  peel("deep.docx", docx_of(deep));
  EXPECT_FALSE(refused(refusal::kCrashed));
  std::string tags;
  for (int i = 0; i < 20'000; ++i) tags += "<div>";
  peel("deep.html", bytes_of("<html>" + tags + "bottom"));
  EXPECT_EQ(text_at("deep.html"), "bottom\n");
}

TEST_F(AttackTest, HtmlFetchesNothingAndRunsNothing) {
  peel("page.html", bytes_of("<html><script>fetch('" + canary_.url() + "')</script><img src='" + canary_.url() +
                             "i.png'><link rel=stylesheet href='" + canary_.url() + "s.css'><iframe src='file:///etc/passwd'></iframe>"
                             "<meta http-equiv=refresh content='0;url=" + canary_.url() + "'>words</html>"));
  EXPECT_EQ(text_at("page.html", "from HTML"), "words");
  EXPECT_NE(text_at("page.html", "links").find(canary_.url() + "i.png"), std::string::npos);
  EXPECT_TRUE(whole());
}

TEST_F(AttackTest, AnSvgStaysText) {
  peel("pic.svg", bytes_of("<?xml version=\"1.0\"?><svg xmlns=\"http://www.w3.org/2000/svg\"><image href=\"" + canary_.url() + "\"/></svg>"));
  EXPECT_NE(text_at("pic.svg").find("<image"), std::string::npos);
  EXPECT_TRUE(whole());
}

TEST_F(AttackTest, ExifThatClaimsFourGigabytesIsRefused) {
  const Bytes tiff = {'I', 'I', 42, 0, 8, 0, 0, 0, 1, 0, 0x0F, 0x01, 2, 0, 0xFF, 0xFF, 0xFF, 0xFF, 8, 0, 0, 0, 0, 0, 0, 0};
  peel("photo.jpg", jpeg_with_exif(tiff));
  EXPECT_TRUE(refused(refusal::kDamaged) && whole()) << said();
}

TEST_F(AttackTest, APictureOfTwoBillionPixelsIsRefused) {
  auto png = png_of(8, Bytes(64, 0));
  png[18] = png[22] = 0xB0;  // 45 064 a side
  peel("huge.png", png);
  EXPECT_TRUE(refused(refusal::kTooLarge) || refused(refusal::kDamaged)) << said();
  EXPECT_TRUE(whole());
}

TEST_F(AttackTest, CutFilesOfEveryKindAreToldNotCrashedOn) {
  const Bytes files[] = {pdf_page("Meet at the lock"), docx_of("<w:document/>"), photo(), qr_png("x"),
                         archive_of(Packing::seven_zip, {{"a", bytes_of("a")}})};
  for (const auto& file : files)
    for (const std::size_t size : {file.size() / 3, file.size() * 9 / 10}) {
      peel("cut", Bytes(file.begin(), file.begin() + static_cast<std::ptrdiff_t>(size)));
      EXPECT_TRUE(whole()) << said();
      EXPECT_FALSE(parts_.empty());
    }
}

// The reader itself, taken over.

TEST_F(AttackTest, AReaderThatWasTakenOverReachesNothing) {
  for (const auto& [what, detail] : std::vector<std::pair<std::string, std::string>>{
           {"fork", ""}, {"exec", canary_.path().string() + ".touched"}, {"connect", canary_.port()}, {"read", ""},
           {"write", canary_.path().string()}, {"kill", ""}, {"code", ""}}) {
    hostile(what, detail);
    EXPECT_TRUE(refused(refusal::kForbidden)) << what;
    EXPECT_EQ(text_at("x"), "said before") << "what it said until then is kept";
    EXPECT_EQ(parts_.size(), 2u) << what;
  }
}

TEST_F(AttackTest, StderrGoesNowhereAndIsNoCrime) {
  hostile("stderr");
  EXPECT_EQ(parts_.size(), 1u);
  EXPECT_TRUE(whole());
}

TEST_F(AttackTest, EndlessAnswersAreCutOff) {
  hostile("endless");
  EXPECT_TRUE(refused(refusal::kTooMuch));
  EXPECT_LE(parts_.size(), casework::kPartsPerFileMax + 1);
}

TEST_F(AttackTest, NonsenseIsNotBelieved) {
  for (const auto* what : {"noise", "lie", "no-end"}) {
    hostile(what);
    EXPECT_TRUE(refused(refusal::kLied)) << what;
    EXPECT_EQ(parts_.size(), 2u) << what;
  }
}

TEST_F(AttackTest, AReaderThatHangsOrCrashesIsEnded) {
  hostile("hang");
  EXPECT_TRUE(refused(refusal::kTooSlow));
  hostile("crash");
  EXPECT_TRUE(refused(refusal::kCrashed));
}

// A folder with desk-peel alone: the picture comes, its words do not.
TEST_F(AttackTest, WithoutTheReaderOfPicturesTheyAreStillShown) {
  const auto folder = canary_.path().parent_path().string() + ".programs";
  std::filesystem::create_directory(folder);
  std::filesystem::create_symlink(std::string(TIPSTAFF_PEEL_FOLDER) + "/desk-peel", folder + "/desk-peel");
  parts_ = desk::caged_peeler(folder)(qr_png("x"), "code.png");
  std::filesystem::remove_all(folder);
  EXPECT_TRUE(refused(refusal::kNotAllRead)) << said();
  EXPECT_TRUE(std::any_of(parts_.begin(), parts_.end(), [](const auto& part) { return part.kind == PartKind::picture; }));
}

TEST_F(AttackTest, WithoutTheReaderTheFileIsKeptAndItIsSaid) {
  parts_ = desk::caged_peeler("/nonexistent")(as_bytes("x"), "x.txt");
  EXPECT_TRUE(refused(refusal::kNoCage));
}

}  // namespace
}  // namespace tipstaff::testing
