// Office documents: packed folders of XML. pugixml reads no DTD and knows no entities
// but XML's five, so nothing is fetched and nothing multiplies.

#include <algorithm>
#include <pugixml.hpp>

#include "peel/unpack.h"

namespace tipstaff::peel {
namespace {

namespace refusal = casework::refusal;

enum class Family : std::uint8_t { none, word, sheets, slides, open_document };

Family family_of(const std::vector<std::string>& names) {
  const auto has = [&](std::string_view start) {
    return std::any_of(names.begin(), names.end(), [&](const std::string& name) { return name.starts_with(start); });
  };
  if (has("[Content_Types].xml")) {
    if (has("word/")) return Family::word;
    if (has("xl/")) return Family::sheets;
    if (has("ppt/")) return Family::slides;
  }
  return has("mimetype") && has("content.xml") ? Family::open_document : Family::none;
}

bool is(const pugi::xml_node& node, std::string_view name) { return node.name() == name; }

std::string by(const char* who, const char* when) {
  std::string out = *who == '\0' ? "" : std::string(" by ") + who;
  return *when == '\0' ? out : out + " on " + when;
}

// TextOfXml goes through a tree without recursion, so that a deep one costs no stack.
class TextOfXml {
 public:
  std::string run(const pugi::xml_node& root) {
    for (auto node = root; node;) {
      enter(node);
      if (node.first_child()) {
        node = node.first_child();
        continue;
      }
      while (node && node != root && !node.next_sibling()) {
        leave(node);
        node = node.parent();
      }
      if (!node || node == root) break;
      leave(node);
      node = node.next_sibling();
    }
    return std::move(out_);
  }

 private:
  void enter(const pugi::xml_node& node) {
    if (node.type() == pugi::node_pcdata || node.type() == pugi::node_cdata) return add_text(node);
    if (is(node, "w:tab") || is(node, "text:tab") || is(node, "table:table-cell")) out_ += '\t';
    if (is(node, "w:br") || is(node, "w:cr") || is(node, "text:line-break")) out_ += '\n';
    if (is(node, "text:s")) out_ += ' ';
    if (is(node, "w:ins")) out_ += "[put in" + by(node.attribute("w:author").value(), node.attribute("w:date").value()) + ": ";
    if (is(node, "w:del")) out_ += "[taken out" + by(node.attribute("w:author").value(), node.attribute("w:date").value()) + ": ";
    if (is(node, "text:changed-region")) out_ += "[" + change_of(node) + ": ";
    if (is(node, "office:annotation")) out_ += "[comment" + creator_of(node) + ": ";
    if (is(node, "w:instrText")) out_ += " ";
  }

  void leave(const pugi::xml_node& node) {
    if (is(node, "w:p") || is(node, "a:p") || is(node, "text:p") || is(node, "text:h") || is(node, "table:table-row"))
      out_ += '\n';
    if (is(node, "w:ins") || is(node, "w:del") || is(node, "text:changed-region") || is(node, "office:annotation"))
      out_ += "]";
  }

  void add_text(const pugi::xml_node& node) {
    const auto parent = node.parent();
    // Who and when of a change already stand in its bracket.
    if (is(parent, "dc:creator") || is(parent, "dc:date") || is(parent, "meta:creator-initials")) return;
    out_ += node.value();
  }

  static std::string creator_of(const pugi::xml_node& node) {
    return by(node.child_value("dc:creator"), node.child_value("dc:date"));
  }

  static std::string change_of(const pugi::xml_node& region) {
    for (const auto& [name, word] : {std::pair{"text:insertion", "put in"}, {"text:deletion", "taken out"}})
      if (const auto change = region.child(name)) return word + creator_of(change.child("office:change-info"));
    return "changed";
  }

  std::string out_;
};

// Xml is a parsed entry; broken ones give what could be read until then.
struct Xml {
  explicit Xml(const Bytes& bytes) { (void)tree.load_buffer(bytes.data(), bytes.size(), pugi::parse_default | pugi::parse_ws_pcdata); }
  pugi::xml_document tree;
};

void give_core(Findings& findings, const std::string& path, const Bytes& bytes) {
  const Xml xml(bytes);
  const auto core = xml.tree.child("cp:coreProperties");
  findings.property(path, "author", core.child_value("dc:creator"));
  findings.property(path, "author", core.child_value("cp:lastModifiedBy"));
  findings.property(path, "created", core.child_value("dcterms:created"));
  findings.property(path, "modified", core.child_value("dcterms:modified"));
}

void give_app(Findings& findings, const std::string& path, const Bytes& bytes) {
  const Xml xml(bytes);
  const auto properties = xml.tree.child("Properties");
  const std::string program = properties.child_value("Application"), version = properties.child_value("AppVersion");
  findings.property(path, "software", version.empty() ? program : program + " " + version);
}

void give_meta(Findings& findings, const std::string& path, const Bytes& bytes) {
  const Xml xml(bytes);
  const auto meta = xml.tree.child("office:document-meta").child("office:meta");
  findings.property(path, "author", meta.child_value("meta:initial-creator"));
  findings.property(path, "author", meta.child_value("dc:creator"));
  findings.property(path, "created", meta.child_value("meta:creation-date"));
  findings.property(path, "modified", meta.child_value("dc:date"));
  findings.property(path, "software", meta.child_value("meta:generator"));
}

void give_text(Findings& findings, const std::string& path, const Bytes& bytes) {
  const Xml xml(bytes);
  const auto text = TextOfXml().run(xml.tree);
  if (text.find_first_not_of(" \n\t\r") != std::string::npos) findings.text(path, {}, text);
}

void give_comments(Findings& findings, const std::string& path, const Bytes& bytes) {
  const Xml xml(bytes);
  int count = 0;
  for (const auto comment : xml.tree.child("w:comments").children("w:comment")) {
    const auto at = path + " comment " + std::to_string(++count);
    findings.text(at, "comment", TextOfXml().run(comment));
    findings.property(at, "author", comment.attribute("w:author").value());
    findings.property(at, "created", comment.attribute("w:date").value());
  }
}

// Where a document would fetch something from when it is opened elsewhere.
void give_links(Findings& findings, const std::string& path, const Bytes& bytes) {
  const Xml xml(bytes);
  std::string links;
  for (const auto one : xml.tree.child("Relationships").children("Relationship"))
    if (one.attribute("TargetMode").value() == std::string_view("External")) links += std::string(one.attribute("Target").value()) + "\n";
  if (!links.empty()) findings.text(path, "links", links);
}

// A sheet's cells name their texts by number.
std::vector<std::string> shared_texts(const Bytes& bytes) {
  const Xml xml(bytes);
  std::vector<std::string> out;
  for (const auto one : xml.tree.child("sst").children("si")) out.push_back(TextOfXml().run(one));
  return out;
}

std::string cell_text(const pugi::xml_node& cell, const std::vector<std::string>& shared) {
  const std::string_view kind = cell.attribute("t").value();
  if (kind == "inlineStr") return TextOfXml().run(cell.child("is"));
  const auto number = cell.child("v").text().as_ullong(shared.size());
  if (kind == "s") return number < shared.size() ? shared[number] : "";
  return cell.child_value("v");
}

void give_sheet(Findings& findings, const std::string& path, const Bytes& bytes, const std::vector<std::string>& shared) {
  const Xml xml(bytes);
  std::string text;
  for (const auto row : xml.tree.child("worksheet").child("sheetData").children("row")) {
    for (const auto cell : row.children("c")) {
      // A short text named a million times is a bomb; the limit of all text ends it.
      if (text.size() > casework::kTextBytesMax) return findings.text(path, "sheet", text);
      text += cell_text(cell, shared) + "\t";
    }
    text += "\n";
  }
  if (text.find_first_not_of(" \n\t") != std::string::npos) findings.text(path, "sheet", text);
}

bool starts(std::string_view name, std::string_view with) { return name.starts_with(with); }
bool is_xml(std::string_view name) { return name.ends_with(".xml"); }

bool is_text_entry(std::string_view name) {
  return is_xml(name) && (name == "word/document.xml" || starts(name, "word/header") || starts(name, "word/footer") ||
                          starts(name, "word/footnotes") || starts(name, "word/endnotes") || starts(name, "ppt/slides/slide") ||
                          starts(name, "ppt/notesSlides/") || starts(name, "ppt/comments/") || starts(name, "xl/comments") ||
                          name == "content.xml");
}

bool is_media(std::string_view name) {
  return name.find("/media/") != std::string_view::npos || name.find("/embeddings/") != std::string_view::npos ||
         starts(name, "Pictures/") || starts(name, "Object ");
}

bool is_wanted(std::string_view name) {
  return is_text_entry(name) || is_media(name) || name.ends_with(".rels") || name == "docProps/core.xml" ||
         name == "docProps/app.xml" || name == "meta.xml" || name == "word/comments.xml" || name == "xl/sharedStrings.xml" ||
         starts(name, "xl/worksheets/sheet");
}

bool is_macro(std::string_view name) {
  return name.ends_with("vbaProject.bin") || starts(name, "Basic/") || starts(name, "Scripts/");
}

void give_entry(Peeler& peeler, const Item& item, const Entry& entry, const std::vector<std::string>& shared) {
  auto& findings = peeler.findings();
  const auto path = entry.name == "word/document.xml" || entry.name == "content.xml" ? item.path : inside(item.path, entry.name);
  if (is_media(entry.name)) return peeler.open_inside(item, entry.name, entry.bytes);
  if (entry.name == "docProps/core.xml") return give_core(findings, item.path, entry.bytes);
  if (entry.name == "docProps/app.xml") return give_app(findings, item.path, entry.bytes);
  if (entry.name == "meta.xml") return give_meta(findings, item.path, entry.bytes);
  if (entry.name == "word/comments.xml") return give_comments(findings, item.path, entry.bytes);
  if (entry.name.ends_with(".rels")) return give_links(findings, path, entry.bytes);
  if (starts(entry.name, "xl/worksheets/")) return give_sheet(findings, path, entry.bytes, shared);
  if (is_text_entry(entry.name)) give_text(findings, path, entry.bytes);
}

}  // namespace

bool peel_office(Peeler& peeler, const Item& item, const std::vector<std::string>& names) {
  const auto family = family_of(names);
  if (family == Family::none) return false;
  if (std::any_of(names.begin(), names.end(), is_macro)) peeler.findings().refused(item.path, refusal::kMacros);
  std::vector<std::string> shared;
  if (family == Family::sheets)
    (void)for_each_entry(peeler, item, Tells::nothing, [](const std::string& name) { return name == "xl/sharedStrings.xml"; },
                         [&](const Entry& entry) { return shared = shared_texts(entry.bytes), false; });
  const bool whole = for_each_entry(peeler, item, Tells::refusals, is_wanted, [&](const Entry& entry) {
    if (entry.name != "xl/sharedStrings.xml") give_entry(peeler, item, entry, shared);
    return true;
  });
  if (!whole) peeler.findings().refused(item.path, refusal::kDamaged);
  return true;
}

}  // namespace tipstaff::peel
