#pragma once
// StixBundle: a bundle of STIX 2.1 whose ids depend on its content alone, so that the
// same content is the same bytes.

#include <set>
#include <vector>

#include "casework/exports/json_text.h"
#include "tipstaff/bytes/bytes.h"

namespace tipstaff::casework {

// StixTimes are unix milliseconds; an object changes only with a later `modified`.
struct StixTimes {
  std::int64_t created_ms = 0;
  std::int64_t modified_ms = 0;
};

class StixBundle {
 public:
  // `maker` keeps the ids of two writers of SDOs apart: a key, or a name.
  explicit StixBundle(std::string_view maker) : maker_(maker) {}

  // Properties of every object that is added from now on: created_by_ref (not for
  // observables, which cannot have it) and object_marking_refs.
  void created_by(std::string id) { created_by_ = std::move(id); }
  void marked_as(std::string id) { marking_ = std::move(id); }

  // add_observable takes an SCO: its id is made of `contributing` (STIX 2.1, 2.9), `more`
  // comes on top. The same one is added once. Out: its id.
  std::string add_observable(std::string_view type, const JsonObject& contributing, const JsonObject& more = {});

  // add_domain takes an SDO or SRO: its id is made of type, maker and `key`.
  std::string add_domain(std::string_view type, std::string_view key, JsonObject properties, StixTimes times);
  [[nodiscard]] std::string domain_id(std::string_view type, std::string_view key) const;
  std::string relate(std::string_view kind, const std::string& from, const std::string& to, StixTimes times, JsonObject more = {});

  // add_whole takes an object that has its id, as those of the standard itself.
  void add_whole(const std::string& id, const JsonObject& object);

  [[nodiscard]] const std::vector<std::string>& ids() const { return ids_; }
  [[nodiscard]] std::string write() const;

 private:
  void add(const std::string& id, const JsonObject& object);

  std::string maker_;
  std::string created_by_;
  std::string marking_;
  std::set<std::string> known_;
  std::vector<std::string> ids_;
  std::string objects_;
};

}  // namespace tipstaff::casework
