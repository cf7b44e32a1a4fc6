#pragma once
// Unpack: an archive's entries, one after the other, in memory, within the budget.

#include <functional>

#include "peel/peeler.h"

namespace tipstaff::peel {

struct Entry {
  std::string name;
  Bytes bytes;
};

// Which entries are wanted; others are passed over without being unpacked.
using Wanted = std::function<bool(const std::string& name)>;

// for_each_entry gives every wanted file of an archive to `use`, until that says false.
// Links, names that point outside, locked entries and what is over the budget become
// refusals (`tells`), and are not followed. False: the bytes are no archive, or broken.
enum class Tells : std::uint8_t { refusals, nothing };
bool for_each_entry(Peeler& peeler, const Item& item, Tells tells, const Wanted& wanted,
                    const std::function<bool(Entry)>& use);

// list_entries names what is inside without unpacking it.
[[nodiscard]] std::vector<std::string> list_entries(const Item& item);

// peel_office opens a document that is a packed folder of XML; false: it is none.
[[nodiscard]] bool peel_office(Peeler& peeler, const Item& item, const std::vector<std::string>& names);

}  // namespace tipstaff::peel
