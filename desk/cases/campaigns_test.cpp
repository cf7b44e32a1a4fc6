#include "desk/cases/campaigns.h"

#include <gtest/gtest.h>

#include <thread>

#include "desk/cases/campaign_job.h"
#include "desk/testing/case_fixture.h"

namespace tipstaff::desk {
namespace {

using platform::ChildEnd;

class CampaignsTest : public CaseFixture {
 protected:
  // job is one whose child answers `text`, or waits until it is called off.
  CampaignProgram answering(std::string text, ChildEnd end = ChildEnd::done) {
    return [text = std::move(text), end](const auto& words, const auto&, const auto&) {
      const std::string said = words[0] == "columns" ? "{\"kind\":\"columns\",\"layout\":\"x\",\"header\":[],\"mapping\":{}}\n{\"kind\":\"end\"}\n" : text;
      return platform::ChildAnswer{words[0] == "columns" ? ChildEnd::done : end, 0, SecretBytes(said.begin(), said.end())};
    };
  }
  static CampaignProgress ended(const CampaignJob& job) {
    for (int i = 0; i < 1000 && job.progress().state == CampaignState::running; ++i) std::this_thread::sleep_for(std::chrono::milliseconds(2));
    return job.progress();
  }
  static CampaignProgress found(CampaignJob& job) {
    EXPECT_TRUE(job.begin("posts.csv", 3));
    EXPECT_TRUE(job.append(as_bytes("a,b")));
    EXPECT_TRUE(job.columns());
    EXPECT_TRUE(job.find(0, {}));
    return ended(job);
  }
  std::size_t kept() { return with([](Vault& vault) { return list_campaigns(vault); })->size(); }
};

const std::string kAnswer =
    R"({"kind":"campaign","shares":9,"accounts":3,"pairs":1,"acquitted":0,"crews":0,"windows_ms":[1,2,3,4,5,6]})" "\n"
    R"({"kind":"file","name":"members.csv","text":"crew"})" "\n" R"({"kind":"text","number":7,"bytes":9,"text":"hello"})" "\n" R"({"kind":"end"})" "\n";

TEST_F(CampaignsTest, WhatIsFoundIsKeptAndErasedWithAllOfIt) {
  CampaignJob job(desk_, answering(kAnswer));
  const Desk::Acting acting(desk_, "Anna");
  const auto done = found(job);
  ASSERT_EQ(done.state, CampaignState::done);
  EXPECT_EQ(with([&](Vault& vault) { return campaign_file(vault, done.id, "members.csv"); })->size(), 4U);
  const auto text_kept = [&](std::int64_t number) { return *with([&](Vault& vault) { return campaign_text(vault, done.id, number); }); };
  EXPECT_NE(text_kept(7).find("hello"), std::string::npos);
  EXPECT_EQ(text_kept(8), "");
  EXPECT_EQ(audit()->back().action, "campaign");
  EXPECT_EQ(audit()->back().who, "Anna");
  EXPECT_TRUE(with([&](Vault& vault) { return erase_campaign(vault, done.id, 7); }));
  EXPECT_FALSE(with([&](Vault& vault) { return campaign_file(vault, done.id, "members.csv"); }));
  EXPECT_EQ(text_kept(7), "");
  EXPECT_EQ(audit()->back().action, "erase campaign");
}

TEST_F(CampaignsTest, AChildThatWasTakenOverLeavesNothing) {
  for (const auto end : {ChildEnd::forbidden, ChildEnd::crashed, ChildEnd::too_much, ChildEnd::worn_out}) {
    CampaignJob job(desk_, answering(kAnswer, end));
    EXPECT_EQ(found(job).state, CampaignState::failed);
  }
  CampaignJob liar(desk_, answering("{\"kind\":\"campaign\",\"shares\":\"many\"}\n{\"kind\":\"end\"}\n"));
  EXPECT_EQ(found(liar).words, "crashed");
  EXPECT_EQ(kept(), 0U);
}

TEST_F(CampaignsTest, WhatIsCalledOffEndsAndLeavesNothing) {
  CampaignJob job(desk_, [&, columns = answering("")](const auto& words, const auto& file, const auto& watch) {
    if (words[0] == "columns") return columns(words, file, watch);
    while (!*watch.called_off) std::this_thread::sleep_for(std::chrono::milliseconds(1));
    return platform::ChildAnswer{ChildEnd::called_off, 0, {}};
  });
  EXPECT_TRUE(job.begin("posts.csv", 0));
  EXPECT_TRUE(job.columns());
  EXPECT_TRUE(job.find(0, {}));
  job.call_off();
  EXPECT_EQ(job.progress().state, CampaignState::called_off);
  EXPECT_FALSE(job.find(0, {}));
  EXPECT_EQ(kept(), 0U);
}

TEST_F(CampaignsTest, MoreThanWasSaidAndPiecesWithoutAFileAreRefused) {
  CampaignJob job(desk_, answering(kAnswer));
  EXPECT_FALSE(job.append(as_bytes("x")));
  EXPECT_FALSE(job.begin("posts.csv", kCampaignFileBytesMax + 1));
  EXPECT_TRUE(job.begin("posts.csv", 2));
  EXPECT_FALSE(job.append(as_bytes("abc")));
  EXPECT_FALSE(job.columns());
  EXPECT_FALSE(job.find(0, {}));
}

}  // namespace
}  // namespace tipstaff::desk
