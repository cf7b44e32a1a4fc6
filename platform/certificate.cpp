// Certificates for TlsServer, made and read with OpenSSL.

#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include "platform/file.h"
#include "platform/tls_server.h"

namespace tipstaff::platform {
namespace {

constexpr std::size_t kFileBytesMax = 64 * 1024;
constexpr long kLifeSeconds = 2L * 365 * 24 * 3600;
constexpr long kClocksDifferSeconds = 24 * 3600;

template <class T, void (*Free)(T*)>
struct Freed {
  void operator()(T* one) const { Free(one); }
};
template <class T, void (*Free)(T*)>
using Owned = std::unique_ptr<T, Freed<T, Free>>;
using Certificate = Owned<X509, X509_free>;
using Key = Owned<EVP_PKEY, EVP_PKEY_free>;
using Extension = Owned<X509_EXTENSION, X509_EXTENSION_free>;
void free_bio(BIO* bio) { BIO_free_all(bio); }
using Memory = Owned<BIO, free_bio>;

bool is_ip(const std::string& name) { return name.find_first_not_of("0123456789.") == std::string::npos || name.contains(':'); }

bool add_extension(X509* certificate, int kind, const std::string& value) {
  X509V3_CTX context;
  X509V3_set_ctx_nodb(&context);
  X509V3_set_ctx(&context, certificate, certificate, nullptr, nullptr, 0);
  const Extension one(X509V3_EXT_conf_nid(nullptr, &context, kind, value.c_str()));
  return one && X509_add_ext(certificate, one.get(), -1) == 1;
}

std::string names_text(const std::vector<std::string>& names) {
  std::string out;
  for (const auto& name : names) out += (out.empty() ? "" : ",") + std::string(is_ip(name) ? "IP:" : "DNS:") + name;
  return out;
}

bool describe(X509* certificate, EVP_PKEY* key, const std::vector<std::string>& names) {
  auto* const subject = X509_get_subject_name(certificate);
  return X509_set_version(certificate, 2) == 1 && X509_gmtime_adj(X509_getm_notBefore(certificate), -kClocksDifferSeconds) != nullptr &&
         X509_gmtime_adj(X509_getm_notAfter(certificate), kLifeSeconds) != nullptr && X509_set_pubkey(certificate, key) == 1 &&
         X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_UTF8, reinterpret_cast<const unsigned char*>("tipstaff-desk"), -1, -1, 0) == 1 &&
         X509_set_issuer_name(certificate, subject) == 1 && add_extension(certificate, NID_subject_alt_name, names_text(names)) &&
         add_extension(certificate, NID_basic_constraints, "critical,CA:FALSE") &&
         add_extension(certificate, NID_ext_key_usage, "serverAuth");
}

bool draw_serial(X509* certificate) {
  Owned<BIGNUM, BN_free> number(BN_new());
  return number && BN_rand(number.get(), 127, BN_RAND_TOP_ANY, BN_RAND_BOTTOM_ANY) == 1 &&
         BN_to_ASN1_INTEGER(number.get(), X509_get_serialNumber(certificate)) != nullptr;
}

Result<void> write_memory(const std::filesystem::path& path, BIO* memory, Access access) {
  char* data = nullptr;
  const auto size = BIO_get_mem_data(memory, &data);
  return write_file(path, as_bytes(std::string_view(data, static_cast<std::size_t>(size))), access);
}

bool names_it(X509* certificate, const std::string& name) {
  return is_ip(name) ? X509_check_ip_asc(certificate, name.c_str(), 0) == 1 : X509_check_host(certificate, name.data(), name.size(), 0, nullptr) == 1;
}

std::string fingerprint_of(X509* certificate) {
  std::array<unsigned char, 32> hash{};
  unsigned size = 0;
  if (X509_digest(certificate, EVP_sha256(), hash.data(), &size) != 1) return {};
  std::string out;
  for (const auto byte : hash) {
    constexpr std::string_view kDigits = "0123456789ABCDEF";
    out += (out.empty() ? "" : ":") + std::string{kDigits[byte >> 4], kDigits[byte & 15]};
  }
  return out;
}

}  // namespace

Result<void> make_certificate(const TlsFiles& files, const std::vector<std::string>& names) {
  const Error refused{Errc::wrong_state, "certificate"};
  const Key key(EVP_EC_gen("P-256"));
  const Certificate certificate(X509_new());
  if (!key || !certificate || !draw_serial(certificate.get()) || !describe(certificate.get(), key.get(), names) ||
      X509_sign(certificate.get(), key.get(), EVP_sha256()) == 0)
    return std::unexpected(refused);
  const Memory key_text(BIO_new(BIO_s_secmem())), text(BIO_new(BIO_s_mem()));
  if (PEM_write_bio_PrivateKey(key_text.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr) != 1 ||
      PEM_write_bio_X509(text.get(), certificate.get()) != 1)
    return std::unexpected(refused);
  TIP_CHECK(write_memory(files.key, key_text.get(), Access::owner_only));
  return write_memory(files.certificate, text.get(), Access::everybody_reads);
}

Result<CertificateState> read_certificate(const std::filesystem::path& path, const std::vector<std::string>& names) {
  TIP_TRY(const auto bytes, read_file(path, kFileBytesMax));
  const Memory memory(BIO_new_mem_buf(bytes.data(), static_cast<int>(bytes.size())));
  const Certificate certificate(PEM_read_bio_X509(memory.get(), nullptr, nullptr, nullptr));
  if (!certificate) return fail(Errc::bad_text, "certificate");
  CertificateState out{fingerprint_of(certificate.get()), X509_cmp_current_time(X509_get0_notAfter(certificate.get())) < 0, true};
  for (const auto& name : names) out.fits = out.fits && names_it(certificate.get(), name);
  return out;
}

bool is_pair(const TlsFiles& files) {
  const auto key_text = read_file(files.key, kFileBytesMax), text = read_file(files.certificate, kFileBytesMax);
  if (!key_text || !text) return false;
  const Memory key_memory(BIO_new_mem_buf(key_text->data(), static_cast<int>(key_text->size())));
  const Memory memory(BIO_new_mem_buf(text->data(), static_cast<int>(text->size())));
  const Key key(PEM_read_bio_PrivateKey(key_memory.get(), nullptr, nullptr, nullptr));
  const Certificate certificate(PEM_read_bio_X509(memory.get(), nullptr, nullptr, nullptr));
  return key && certificate && X509_check_private_key(certificate.get(), key.get()) == 1;
}

}  // namespace tipstaff::platform
