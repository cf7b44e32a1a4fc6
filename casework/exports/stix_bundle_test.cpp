#include "casework/exports/stix_bundle.h"

#include <gtest/gtest.h>

namespace tipstaff::casework {
namespace {

TEST(Json, HasOneFormWhateverTheOrder) {
  JsonObject a, b;
  a.text("b", "x\"").number("a", -1).degrees("c", 50.45000049).flag("d", true);
  b.flag("d", true).degrees("c", 50.45).number("a", -1).text("b", "x\"");
  EXPECT_EQ(a.write(), "{\"a\":-1,\"b\":\"x\\\"\",\"c\":50.45,\"d\":true}");
  EXPECT_EQ(a.write(), b.write());
  EXPECT_EQ(JsonObject().degrees("x", -0.0000001).write(), "{\"x\":0}");
}

// The ids that another implementation gives: uuid.uuid5 of Python over {"value":"..."}.
TEST(StixBundle, ObservablesHaveTheIdsOfTheStandard) {
  StixBundle bundle("test");
  EXPECT_EQ(bundle.add_observable("email-addr", JsonObject().text("value", "john@example.com"), JsonObject().text("display_name", "J")),
            "email-addr--7165e2a9-671f-585d-b1e1-ca59c671d934");
  EXPECT_EQ(bundle.add_observable("ipv4-addr", JsonObject().text("value", "198.51.100.3")), "ipv4-addr--28bb3599-77cd-5a82-a950-b5bc3caf07c4");
  EXPECT_EQ(bundle.ids().size(), 2u);
  bundle.add_observable("ipv4-addr", JsonObject().text("value", "198.51.100.3"));
  EXPECT_EQ(bundle.ids().size(), 2u);
}

TEST(StixBundle, DomainObjectsStandInANameSpaceOfTheirOwn) {
  StixBundle a("desk a"), b("desk b");
  const JsonObject note = JsonObject().text("content", "x");
  EXPECT_EQ(a.add_domain("note", "1", note, {}), a.domain_id("note", "1"));
  EXPECT_NE(a.domain_id("note", "1"), b.domain_id("note", "1"));
  EXPECT_NE(a.domain_id("note", "1"), a.domain_id("report", "1"));
  EXPECT_EQ(a.domain_id("note", "1").substr(20, 1), "5");
}

}  // namespace
}  // namespace tipstaff::casework
