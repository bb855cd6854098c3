#include "plainsock/ftp/features.hpp"

#include <gtest/gtest.h>

namespace plainsock::ftp {
namespace {

Features features(const std::vector<std::string>& inner) {
  Reply reply{211, {"211-Features:"}, {}};
  reply.lines.insert(reply.lines.end(), inner.begin(), inner.end());
  reply.lines.push_back("211 End");
  return Features(reply);
}

TEST(Features, are_the_inner_lines_of_a_211) {
  const Features f = features({" MDTM", " rest STREAM", "SIZE", "211-EPSV", "", "  UTF8  "});
  EXPECT_TRUE(f.known());
  for (const char* name : {"MDTM", "mdtm", "REST", "SIZE", "EPSV", "UTF8"}) EXPECT_TRUE(f.lists(name)) << name;
  EXPECT_FALSE(f.lists("Features:"));
  EXPECT_FALSE(f.lists("End"));
  EXPECT_FALSE(f.lists("STREAM"));
  EXPECT_EQ(f.parameters("Rest"), "STREAM");
  EXPECT_EQ(f.parameters("SIZE"), "");
  EXPECT_EQ(f.all().size(), 5u);
}

TEST(Features, join_what_is_listed_more_than_once) {
  const Features f = features({" AUTH TLS", " AUTH SSL", " AUTH"});
  EXPECT_EQ(f.parameters("AUTH"), "TLS;SSL");
}

TEST(Features, offer_parameters_in_every_punctuation) {
  const Features f =
      features({" MLST Type*;Size*;Modify*;Perm;", " HASH SHA-256*;MD5", " TYPE A,I,L", " REST STREAM"});
  EXPECT_TRUE(f.offers("MLST", "modify"));
  EXPECT_TRUE(f.offers("MLST", "perm"));
  EXPECT_TRUE(f.offers("HASH", "sha-256"));
  EXPECT_TRUE(f.offers("HASH", "MD5"));
  EXPECT_TRUE(f.offers("TYPE", "I"));
  EXPECT_TRUE(f.offers("REST", "STREAM"));
  EXPECT_FALSE(f.offers("HASH", "SHA"));
  EXPECT_FALSE(f.offers("SIZE", "x"));
}

TEST(Features, are_unknown_when_feat_was_refused) {
  for (int code : {500, 502, 530, 200})
    EXPECT_FALSE(Features(Reply{code, {"x", " MDTM", "y"}, {}}).known()) << code;
  EXPECT_FALSE(Features().known());
  EXPECT_TRUE(Features(Reply{211, {"211 none"}, {}}).known());
}

}  // namespace
}  // namespace plainsock::ftp
