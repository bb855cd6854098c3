// Answers of getaddrinfo that a real one gives seldom; row 38 of the pitfalls.
#include "plainsock/resolver.hpp"

#include <gtest/gtest.h>

#include "scripted_calls.hpp"
#include "tests/support/loopback.hpp"

using namespace plainsock;
using namespace plainsock::test;

namespace {

int answer = 0;

class Answers : public testing::Test {
 protected:
  Answers() {
    script_->getaddrinfo = [](const char*, const char*, const addrinfo*, addrinfo**) {
      errno = EMFILE;
      return answer;
    };
  }
  ScriptedCalls script_;
};

struct Meaning {
  int code;
  std::error_code error;
};

}  // namespace

TEST_F(Answers, of_getaddrinfo_have_an_error_each) {
  const Meaning meanings[] = {
      {EAI_NONAME, ResolveError::host_not_found},
      {EAI_AGAIN, ResolveError::try_again},
      {EAI_FAIL, ResolveError::failed},
      {EAI_SERVICE, ResolveError::service_not_found},
      {EAI_FAMILY, ResolveError::family_not_supported},
      {EAI_MEMORY, ResolveError::out_of_memory},
      {EAI_BADFLAGS, ResolveError::bad_request},
      {EAI_SYSTEM, std::error_code{EMFILE, socket_category()}},  // hides errno
  };
  for (const auto& [code, error] : meanings) {
    answer = code;
    EXPECT_EQ(resolve("name", "21").error(), error) << code;
    EXPECT_EQ(canonical_name("name").error(), error) << code;
  }
}

TEST(AnswerList, in_three_copies_come_once_and_in_their_order) {
  ScriptedCalls script;
  script->getaddrinfo = [](const char*, const char*, const addrinfo* hints, addrinfo** list) {
    EXPECT_NE(hints->ai_socktype, 0) << "without one each address comes three times";
    addrinfo plain = *hints;
    plain.ai_flags |= AI_NUMERICHOST;
    addrinfo* first = nullptr;
    addrinfo* second = nullptr;
    addrinfo* third = nullptr;
    ::getaddrinfo("192.0.2.2", "21", &plain, &first);
    ::getaddrinfo("192.0.2.1", "21", &plain, &second);
    ::getaddrinfo("192.0.2.2", "21", &plain, &third);
    first->ai_next = second, second->ai_next = third;
    return *list = first, 0;
  };
  const auto found = resolve("name", "21").value();
  ASSERT_EQ(found.size(), 2u);
  EXPECT_EQ(found[0].to_string(), "192.0.2.2:21");
  EXPECT_EQ(found[1].to_string(), "192.0.2.1:21");
}

TEST(Literals, need_no_look_up) {
  ScriptedCalls script;
  script->getaddrinfo = [](const char*, const char*, const addrinfo*, addrinfo**) {
    ADD_FAILURE() << "getaddrinfo was called";
    return EAI_FAIL;
  };
  EXPECT_TRUE(resolve("127.0.0.1", "21"));
  EXPECT_TRUE(resolve("[::1]", "ftp"));
  EXPECT_TRUE(resolve("", "21"));
}
