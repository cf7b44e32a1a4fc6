#pragma once
// VectorFile reads {"source": ..., "vectors": [{name: hex or number}]} of vectors/.

#include <boost/json.hpp>
#include <fstream>
#include <sstream>
#include <stdexcept>

#include "tipstaff/bytes/bytes.h"

namespace tipstaff::testing {

class VectorFile {
 public:
  class Case {
   public:
    explicit Case(boost::json::object object) : object_(std::move(object)) {}
    // hex returns the bytes of a member; none when it is absent.
    [[nodiscard]] Bytes hex(std::string_view name) const {
      const auto* member = object_.if_contains(name);
      if (member == nullptr) return {};
      auto bytes = from_hex(std::string_view(member->as_string()));
      if (!bytes) throw std::runtime_error("vector is not hex");
      return *bytes;
    }
    [[nodiscard]] std::int64_t number(std::string_view name) const {
      return object_.at(name).as_int64();
    }
    [[nodiscard]] Case child(std::string_view name, std::size_t i) const {
      return Case(object_.at(name).as_array().at(i).as_object());
    }

   private:
    boost::json::object object_;
  };

  explicit VectorFile(const std::string& name) {
    std::ifstream in(std::string(TIPSTAFF_VECTORS) + "/" + name);
    std::stringstream text;
    text << in.rdbuf();
    cases_ = boost::json::parse(text.str()).at("vectors").as_array();
  }
  [[nodiscard]] std::size_t size() const { return cases_.size(); }
  [[nodiscard]] Case at(std::size_t i) const { return Case(cases_.at(i).as_object()); }

 private:
  boost::json::array cases_;
};

}  // namespace tipstaff::testing
