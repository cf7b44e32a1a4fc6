// The part of Boost that needs OpenSSL, compiled once.
#include <boost/asio/ssl/impl/src.hpp>
