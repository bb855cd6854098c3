#include "plainsock/error.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <set>
#include <string>

#include "plainsock/result.hpp"

using namespace plainsock;

namespace {

constexpr SocketError socket_errors[] = {SocketError::end_of_stream, SocketError::line_too_long,
                                         SocketError::self_connect, SocketError::too_many_for_select,
                                         SocketError::bad_address};
constexpr ResolveError resolve_errors[] = {ResolveError::host_not_found,
                                           ResolveError::try_again,
                                           ResolveError::failed,
                                           ResolveError::service_not_found,
                                           ResolveError::family_not_supported,
                                           ResolveError::out_of_memory,
                                           ResolveError::bad_request};

}  // namespace

TEST(Error, each_has_a_name_and_a_text_of_its_own) {
  std::set<std::string> seen;
  for (const auto error : socket_errors) seen.insert(std::error_code{error}.message());
  for (const auto error : resolve_errors) seen.insert(std::error_code{error}.message());
  for (const auto error : socket_errors) seen.insert(std::string{error_name(error)});
  for (const auto error : resolve_errors) seen.insert(std::string{error_name(error)});
  EXPECT_EQ(seen.size(), 2 * (std::size(socket_errors) + std::size(resolve_errors)));
  EXPECT_EQ(seen.count(""), 0u);
  EXPECT_EQ(seen.count("unknown error"), 0u);
}

TEST(Error, belongs_to_its_own_category) {
  EXPECT_STREQ(std::error_code{SocketError::self_connect}.category().name(), "plainsock");
  EXPECT_STREQ(std::error_code{ResolveError::failed}.category().name(), "resolver");
  EXPECT_NE(std::error_code{SocketError::end_of_stream}, std::error_code{ResolveError::host_not_found});
}

TEST(Error, an_unknown_number_of_a_category_has_a_text_and_no_name) {
  EXPECT_EQ(std::error_code(99, plainsock_category()).message(), "unknown error");
  EXPECT_EQ(error_name({99, resolver_category()}), "");
  EXPECT_EQ(error_name({123456, socket_category()}), "");
}

TEST(Error, would_block_is_asked_by_meaning) {
  EXPECT_TRUE(would_block(std::make_error_code(std::errc::operation_would_block)));
  EXPECT_TRUE(would_block(std::make_error_code(std::errc::resource_unavailable_try_again)));
  EXPECT_FALSE(would_block(std::make_error_code(std::errc::timed_out)));
  EXPECT_FALSE(would_block({}));
}

TEST(Result, holds_a_value_or_the_reason_why_not) {
  const Result<int> some = 3;
  ASSERT_TRUE(some);
  EXPECT_EQ(*some, 3);
  EXPECT_FALSE(some.error());
  const Result<int> none = SocketError::bad_address;
  ASSERT_FALSE(none);
  EXPECT_EQ(none.error(), SocketError::bad_address);
}

TEST(Result, a_value_that_is_like_nothing_is_a_value) {
  EXPECT_TRUE(Result<bool>{false}.has_value());
  EXPECT_TRUE(Result<int>{0}.has_value());
  EXPECT_TRUE(Result<std::string>{std::string{}}.has_value());
}

TEST(Result, value_throws_what_failed_and_where) {
  Result<std::string> none = ResolveError::host_not_found;
  try {
    static_cast<void>(none.value("resolve nowhere"));
    FAIL() << "no exception";
  } catch (const std::system_error& error) {
    EXPECT_EQ(error.code(), ResolveError::host_not_found);
    EXPECT_STREQ(error.what(), "resolve nowhere: no such host");
  }
  EXPECT_THROW(Result<void>{SocketError::self_connect}.value(), std::system_error);
  EXPECT_NO_THROW(Result<void>{}.value());
}

TEST(Result, moves_what_can_only_be_moved) {
  Result<std::unique_ptr<int>> made = std::make_unique<int>(5);
  auto taken = std::move(made).value();
  EXPECT_EQ(*taken, 5);
  EXPECT_EQ(Result<int>{SocketError::bad_address}.value_or(7), 7);
  EXPECT_EQ(Result<int>{6}.value_or(7), 6);
}

TEST(Result, a_temporary_gives_its_value_away) {
  std::size_t letters = 0;
  for (const char letter : Result<std::string>{std::string(100, 'x')}.value()) letters += letter == 'x';
  for (const char letter : *Result<std::string>{std::string(100, 'x')}) letters += letter == 'x';
  EXPECT_EQ(letters, 200u);
}

TEST(Result, of_nothing_is_success_or_an_error) {
  EXPECT_TRUE(Result<void>{});
  EXPECT_FALSE(Result<void>{}.error());
  const Result<void> failed = std::make_error_code(std::errc::timed_out);
  EXPECT_FALSE(failed);
  EXPECT_EQ(failed.error(), std::errc::timed_out);
}
