#include "plainsock/ftp/url.hpp"

#include <gtest/gtest.h>

#include "plainsock/ftp/error.hpp"

namespace plainsock::ftp {
namespace {

using namespace std::string_literals;

std::string refusal(const std::string& text) {
  try {
    parse_url(text);
  } catch (const Error& error) {
    EXPECT_EQ(error.category(), Category::usage);
    return error.what();
  }
  return "";
}

TEST(Url, has_an_anonymous_default_at_port_21) {
  const Url url = parse_url("ftp://ftp.example.org/pub/f.bin");
  EXPECT_EQ(url.user, std::nullopt);
  EXPECT_EQ(url.password, std::nullopt);
  EXPECT_EQ(url.host, "ftp.example.org");
  EXPECT_EQ(url.port, 21);
  EXPECT_EQ(url.path, "pub/f.bin");
  EXPECT_EQ(url.pattern, "");
  EXPECT_EQ(url.type, Url::Type::unset);
}

TEST(Url, reads_all_parts) {
  const Url url = parse_url("FTP://us%40er:p%3Aw%2F%20d@[::1]:2121/a%20b/c;type=A");
  EXPECT_EQ(url.user, "us@er");
  EXPECT_EQ(url.password, "p:w/ d");
  EXPECT_EQ(url.host, "::1");
  EXPECT_EQ(url.port, 2121);
  EXPECT_EQ(url.path, "a b/c");
  EXPECT_EQ(url.type, Url::Type::ascii);
}

TEST(Url, path_is_relative_to_the_login_directory_unless_it_begins_with_an_encoded_slash) {
  EXPECT_EQ(parse_url("ftp://h").path, "");
  EXPECT_EQ(parse_url("ftp://h/").path, "");
  EXPECT_EQ(parse_url("ftp://h/etc/motd").path, "etc/motd");
  EXPECT_EQ(parse_url("ftp://h/%2Fetc/motd").path, "/etc/motd");
  EXPECT_EQ(parse_url("ftp://h/%2f/etc/motd").path, "/etc/motd");
  EXPECT_EQ(parse_url("ftp://h//etc/motd").path, "/etc/motd");
  EXPECT_EQ(parse_url("ftp://h/%2F").path, "/");
  EXPECT_EQ(parse_url("ftp://h/dir/").path, "dir/");
}

TEST(Url, splits_its_path_into_directory_and_name) {
  const auto parts = [](const std::string& path) {
    const Url url = parse_url("ftp://h/" + path);
    return url.directory() + "|" + url.name();
  };
  EXPECT_EQ(parts("a/b/c"), "a/b|c");
  EXPECT_EQ(parts("c"), "|c");
  EXPECT_EQ(parts("%2Fc"), "/|c");
  EXPECT_EQ(parts("%2Fa/c"), "/a|c");
  EXPECT_EQ(parts("a/"), "a|");
  EXPECT_EQ(parts(""), "|");
}

TEST(Url, user_information_ends_at_the_last_at_sign_before_the_path) {
  const Url url = parse_url("ftp://me@work:p@ss@host/a@b");
  EXPECT_EQ(url.user, "me@work");
  EXPECT_EQ(url.password, "p@ss");
  EXPECT_EQ(url.host, "host");
  EXPECT_EQ(url.path, "a@b");
  EXPECT_EQ(parse_url("ftp://h/x@y").user, std::nullopt);
  EXPECT_EQ(parse_url("ftp://u:@h/").password, "");
}

TEST(Url, takes_names_as_people_type_them) {
  EXPECT_EQ(parse_url("ftp://h/my file; (1).txt").path, "my file; (1).txt");
  EXPECT_EQ(parse_url("ftp://h/gr\xC3\xBC\xC3\x9F/caf\xE9\\x").path, "gr\xC3\xBC\xC3\x9F/caf\xE9\\x");
  EXPECT_EQ(parse_url("ftp://h/file.txt;1").path, "file.txt;1");
}

TEST(Url, refuses_every_spelling_of_a_line_end_or_nul) {
  for (const std::string& poison : {"\r"s, "\n"s, "\0"s, "%0d"s, "%0D"s, "%0a"s, "%00"s, "%0d%0aDELE%20x"s}) {
    for (const std::string& url : {"ftp://h/a" + poison, "ftp://h/a" + poison + "b", "ftp://u" + poison + "@h/",
                                   "ftp://u:p" + poison + "@h/", "ftp://h" + poison + "/a", "ftp://h/*" + poison}) {
      EXPECT_NE(refusal(url), "") << url;
    }
  }
}

TEST(Url, refuses_what_is_not_exactly_an_ftp_url) {
  for (const char* url : {"",
                          "h/path",
                          "h:path",
                          "ftp:/h/x",
                          "ftp:h",
                          "http://h/",
                          "sftp://h/",
                          "ftp://",
                          "ftp:///x",
                          "ftp://@h/",
                          "ftp://:p@h/",
                          "ftp://u@/x",
                          "ftp://h:0/",
                          "ftp://h:65536/",
                          "ftp://h:-1/",
                          "ftp://h:+21/",
                          "ftp://h:21x/",
                          "ftp://h: 21/",
                          "ftp://h:21:22/",
                          "ftp://[::1/",
                          "ftp://[::1]x/",
                          "ftp://[::1%]/",
                          "ftp://[h]/",
                          "ftp://::1/",
                          "ftp://h h/",
                          "ftp://h%41/",
                          "ftp://h?x/",
                          "ftp://h/a%",
                          "ftp://h/a%4",
                          "ftp://h/a%zz",
                          "ftp://h/a%-1",
                          "ftp://h/a#b",
                          "ftp://h/a;type=x",
                          "ftp://h/a;type=",
                          "ftp://h/a;type=ab"}) {
    EXPECT_NE(refusal(url), "") << url;
  }
}

TEST(Url, says_that_tls_is_not_there) { EXPECT_NE(refusal("ftps://h/x").find("TLS"), std::string::npos); }

TEST(Url, accepts_ports_in_their_range) {
  EXPECT_EQ(parse_url("ftp://h:1/").port, 1);
  EXPECT_EQ(parse_url("ftp://h:65535").port, 65535);
  EXPECT_EQ(parse_url("ftp://h:/x").port, 21);
}

TEST(Url, reads_the_scope_of_an_ipv6_address_in_both_spellings) {
  EXPECT_EQ(parse_url("ftp://[fe80::1%eth0]/").host, "fe80::1%eth0");
  EXPECT_EQ(parse_url("ftp://[fe80::1%25eth0]/").host, "fe80::1%eth0");
  EXPECT_EQ(parse_url("ftp://[fe80::1%25]/").host, "fe80::1%25");
}

TEST(Url, makes_a_pattern_of_wildcards_that_are_not_encoded) {
  EXPECT_EQ(parse_url("ftp://h/d*/f.txt").pattern, "") << "the last component only";
  EXPECT_EQ(parse_url("ftp://h/d/*.txt").pattern, "*.txt");
  EXPECT_EQ(parse_url("ftp://h/d/what?").pattern, "what?");
  EXPECT_EQ(parse_url("ftp://h/%2F*.txt").pattern, "*.txt");
  EXPECT_EQ(parse_url("ftp://h/*%2fd%2F?").pattern, "?");
  EXPECT_EQ(parse_url("ftp://h/%2A.txt").pattern, "");
  EXPECT_EQ(parse_url("ftp://h/%2A.txt").path, "*.txt");
  EXPECT_EQ(parse_url("ftp://h/%2A*%5B\\").pattern, "\\**\\[\\\\");
  EXPECT_EQ(parse_url("ftp://h/%2A*%5B\\").name(), "**[\\");
}

TEST(Url, no_text_of_it_tells_the_password) {
  EXPECT_EQ(to_string(parse_url("ftp://me:hunter2@h:2121/a b;type=i")), "ftp://me:****@h:2121/a%20b;type=i");
  for (const char* url : {"ftp://me:hunter2@h:0/", "ftp://me:hunter2@/", "ftp://me:hunter2/@h/",
                          "ftps://me:hunter2@h/", "ftp://me:hunter2%@h/", "ftp://me:hunter2@h/%00"}) {
    EXPECT_EQ(refusal(url).find("hunter2"), std::string::npos) << url;
  }
}

TEST(Url, what_is_written_reads_as_the_same_url) {
  for (const char* text : {"ftp://h", "ftp://h/%2F", "ftp://u%3A%40@[::1]:1/a%2Fb/%2525;type=d",
                           "ftp://h//x/y%3Btype=a", "ftp://h/d/%2A*[a-z%2D%5D]?", "ftp://h/%2A%3F%5B",
                           "ftp://h/%2F[a", "ftp://h/%2Fd/*", "ftp://[fe80::1%25]/", "ftp://[fe80::1%eth0]/%FF"}) {
    const Url url = parse_url(text);
    EXPECT_EQ(parse_url(to_string(url)), url) << text << " as " << to_string(url);
  }
}

}  // namespace
}  // namespace plainsock::ftp
