#include "casework/exports/stix_bundle.h"

#include <array>

#include "casework/exports/stamps.h"
#include "casework/exports/uuid5.h"

namespace tipstaff::casework {
namespace {

// The name space of STIX 2.1, section 2.9, for observables and nothing else:
// 00abedb4-aa42-466c-9c01-fed23315a9b7.
constexpr std::array<std::uint8_t, 16> kObservables = {0x00, 0xab, 0xed, 0xb4, 0xaa, 0x42, 0x46, 0x6c, 0x9c, 0x01, 0xfe, 0xd2, 0x33, 0x15, 0xa9, 0xb7};

std::string own_id(std::string_view type, const JsonObject& name) { return std::string(type) + "--" + own_uuid(name.write()); }

}  // namespace

void StixBundle::add(const std::string& id, const JsonObject& object) {
  if (!known_.insert(id).second) return;
  ids_.push_back(id);
  if (!objects_.empty()) objects_ += ",\n";
  objects_ += object.write();
}

void StixBundle::add_whole(const std::string& id, const JsonObject& object) { add(id, object); }

std::string StixBundle::add_observable(std::string_view type, const JsonObject& contributing, const JsonObject& more) {
  const auto id = std::string(type) + "--" + uuid5(kObservables, contributing.write());
  JsonObject object = contributing;
  object.add(more).text("type", type).text("id", id).text("spec_version", "2.1");
  if (!marking_.empty()) object.texts("object_marking_refs", std::array{marking_});
  add(id, object);
  return id;
}

std::string StixBundle::domain_id(std::string_view type, std::string_view key) const {
  return own_id(type, JsonObject().text("key", key).text("maker", maker_).text("type", type));
}

std::string StixBundle::add_domain(std::string_view type, std::string_view key, JsonObject object, StixTimes times) {
  const auto id = domain_id(type, key);
  object.text("type", type).text("id", id).text("spec_version", "2.1");
  object.text("created", write_stamp(times.created_ms)).text("modified", write_stamp(times.modified_ms));
  if (!marking_.empty()) object.texts("object_marking_refs", std::array{marking_});
  if (!created_by_.empty()) object.text("created_by_ref", created_by_);
  add(id, object);
  return id;
}

std::string StixBundle::relate(std::string_view kind, const std::string& from, const std::string& to, StixTimes times, JsonObject more) {
  more.text("relationship_type", kind).text("source_ref", from).text("target_ref", to);
  return add_domain("relationship", JsonObject().text("from", from).text("kind", kind).text("to", to).write(), std::move(more), times);
}

std::string StixBundle::write() const {
  const auto id = own_id("bundle", JsonObject().text("objects", objects_));
  return "{\"type\":\"bundle\",\"id\":\"" + id + "\",\"objects\":[\n" + objects_ + "\n]}\n";
}

}  // namespace tipstaff::casework
