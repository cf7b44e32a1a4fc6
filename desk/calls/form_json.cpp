#include "desk/calls/form_json.h"

#include <boost/json.hpp>

#include "council/limits.h"
#include "desk/page/json.h"

namespace tipstaff::desk {
namespace {

namespace json = boost::json;
using council::CallForm;

// A field of a form by its name: written and read by one list.
template <class T>
struct Field {
  const char* name;
  std::string T::*value;
};
constexpr std::array<Field<CallForm>, 7> kCallFields = {{{"id", &CallForm::id}, {"aim", &CallForm::aim}, {"reward", &CallForm::reward},
  {"basis_link", &CallForm::basis_link}, {"from", &CallForm::from}, {"until", &CallForm::until}, {"posts", &CallForm::posts}}};
constexpr std::array<Field<council::PersonForm>, 3> kPersonFields = {{{"name", &council::PersonForm::name},
  {"aliases", &council::PersonForm::aliases}, {"picture", &council::PersonForm::picture}}};
constexpr std::array<Field<council::TextForm>, 4> kTextFields = {{{"language", &council::TextForm::language},
  {"title", &council::TextForm::title}, {"basis", &council::TextForm::basis}, {"text", &council::TextForm::text}}};
constexpr std::array<Field<council::PersonText>, 3> kPersonTextFields = {{{"label", &council::PersonText::label},
  {"place", &council::PersonText::place}, {"asked", &council::PersonText::asked}}};

template <class T, std::size_t N>
json::object write_fields(const T& from, const std::array<Field<T>, N>& fields) {
  json::object out;
  for (const auto& field : fields) out[field.name] = from.*field.value;
  return out;
}

template <class T, std::size_t N>
Result<void> read_fields(const json::object& object, T& into, const std::array<Field<T>, N>& fields) {
  for (const auto& field : fields) {
    TIP_TRY(into.*field.value, text_field(object, field.name));
  }
  return {};
}

template <class T, std::size_t N>
Result<std::vector<T>> read_list(const json::object& object, const char* name, const std::array<Field<T>, N>& fields, std::size_t most) {
  const auto* list = object.if_contains(name);
  if (list == nullptr || !list->is_array()) return fail(Errc::bad_value, "request field");
  if (list->as_array().size() > most) return fail(Errc::too_large, "form");
  std::vector<T> out;
  for (const auto& one : list->as_array()) {
    if (!one.is_object()) return fail(Errc::bad_value, "request field");
    TIP_CHECK(read_fields(one.as_object(), out.emplace_back(), fields));
  }
  return out;
}

}  // namespace

json::object form_json(const CallForm& form) {
  auto out = write_fields(form, kCallFields);
  json::array persons, texts;
  for (const auto& person : form.persons) persons.emplace_back(write_fields(person, kPersonFields));
  for (const auto& text : form.texts) {
    auto& one = texts.emplace_back(write_fields(text, kTextFields)).as_object();
    json::array words;
    for (const auto& person : text.persons) words.emplace_back(write_fields(person, kPersonTextFields));
    one["persons"] = std::move(words);
  }
  out["persons"] = std::move(persons);
  out["texts"] = std::move(texts);
  return out;
}

Result<CallForm> parse_form(const json::object& object) {
  CallForm out;
  TIP_CHECK(read_fields(object, out, kCallFields));
  TIP_TRY(out.persons, read_list(object, "persons", kPersonFields, council::kPersonsMax));
  TIP_TRY(out.texts, read_list(object, "texts", kTextFields, council::kLanguagesMax));
  const auto& texts = object.at("texts").as_array();
  for (std::size_t i = 0; i < out.texts.size(); ++i) {
    TIP_TRY(out.texts[i].persons, read_list(texts[i].as_object(), "persons", kPersonTextFields, council::kPersonsMax));
  }
  return out;
}

}  // namespace tipstaff::desk
