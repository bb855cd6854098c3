#include "plainsock/ftp/reply_parser.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

#include "plainsock/ftp/error.hpp"

namespace plainsock::ftp {
namespace {

using namespace std::string_literals;

// Everything that a user of the parser sees, as text, when the bytes come in these pieces.
std::string events(const std::vector<std::string_view>& pieces) {
  ReplyParser parser;
  std::string seen, refusals;
  try {
    for (std::string_view piece : pieces) {
      parser.feed(piece);
      refusals += parser.take_telnet_refusals();
      while (const auto reply = parser.next()) {
        seen += "reply " + std::to_string(reply->code) + "\n";
        for (const auto& line : reply->lines) seen += "  " + line + "\n";
        for (const auto& line : reply->stray) seen += "  stray " + line + "\n";
      }
    }
  } catch (const Error& error) {
    seen += "error "s + error.what() + "\n";
  }
  return seen + "refusals " + refusals + "\nlacking " + parser.lacking();
}

std::vector<std::string_view> pieces_of(std::string_view bytes, std::size_t size) {
  std::vector<std::string_view> pieces;
  for (; !bytes.empty(); bytes.remove_prefix(std::min(size, bytes.size()))) pieces.push_back(bytes.substr(0, size));
  return pieces;
}

std::vector<Reply> parse(const std::string& bytes) {
  ReplyParser parser;
  parser.feed(bytes);
  std::vector<Reply> replies;
  while (auto reply = parser.next()) replies.push_back(*std::move(reply));
  return replies;
}

std::string failure(const std::string& bytes) {
  try {
    parse(bytes);
  } catch (const Error& error) {
    EXPECT_EQ(error.category(), Category::protocol);
    return error.what();
  }
  return "";
}

TEST(ReplyParser, gives_a_reply_once_its_line_has_ended) {
  ReplyParser parser;
  parser.feed("220 he");
  EXPECT_FALSE(parser.next());
  EXPECT_FALSE(parser.idle());
  parser.feed("llo\r\n");
  const auto reply = parser.next();
  ASSERT_TRUE(reply);
  EXPECT_EQ(reply->code, 220);
  EXPECT_EQ(reply->text(), "hello");
  EXPECT_FALSE(parser.next());
  EXPECT_TRUE(parser.idle());
}

TEST(ReplyParser, ends_a_multi_line_reply_only_at_the_same_code_and_a_space) {
  const auto replies = parse(
      "220-Welcome\r\n230 looks final\r\n 220 indented\r\n123-odd\r\n220-more\r\n2200 no\r\n220x no\r\n\r\n220 "
      "end\r\n331 next\r\n");
  ASSERT_EQ(replies.size(), 2u);
  EXPECT_EQ(replies[0].code, 220);
  EXPECT_EQ(replies[0].lines.size(), 9u);
  EXPECT_EQ(replies[1].code, 331);
}

TEST(ReplyParser, takes_a_bare_code_as_a_final_line) {
  const auto replies = parse("226\r\n226-a\n226\n502\r\n");
  ASSERT_EQ(replies.size(), 3u);
  EXPECT_EQ(replies[0].text(), "");
  EXPECT_EQ(replies[1].text(), "a\n");
  EXPECT_EQ(replies[2].code, 502);
}

TEST(ReplyParser, takes_line_feeds_alone_and_keeps_a_carriage_return_inside_a_line) {
  const auto replies = parse("200 a\n257 \"x\ry\"\r\r\n");
  ASSERT_EQ(replies.size(), 2u);
  EXPECT_EQ(replies[1].text(), "\"x\ry\"\r") << "only the one before the line feed belongs to the line end";
}

TEST(ReplyParser, sets_lines_without_a_code_aside) {
  const auto replies =
      parse("\r\nhello\r\n99 x\r\n600 x\r\n220x\r\n220 ok\r\n501 'MODE Z\r\n' unrecognized\r\n200 ok\r\n");
  ASSERT_EQ(replies.size(), 3u);
  EXPECT_EQ(replies[0].stray, (std::vector<std::string>{"", "hello", "99 x", "600 x", "220x"}));
  EXPECT_EQ(replies[1].code, 501);
  EXPECT_EQ(replies[2].stray, (std::vector<std::string>{"' unrecognized"}));
}

TEST(ReplyParser, gives_up_on_a_stream_of_lines_without_a_code) {
  std::string bytes;
  for (int i = 0; i < 100; ++i) bytes += "noise\r\n";
  EXPECT_NE(failure(bytes).find("without a reply code"), std::string::npos);
}

TEST(ReplyParser, treats_a_nul_as_a_protocol_error_after_the_replies_before_it) {
  ReplyParser parser;
  parser.feed("220 a\r\n230 b\0\r\n331 c\r\n"s);
  ASSERT_TRUE(parser.next());
  EXPECT_THROW(parser.next(), Error);
  parser.feed("200 ok\r\n");
  EXPECT_THROW(parser.next(), Error) << "a broken stream stays broken";
  EXPECT_FALSE(parser.idle());
}

TEST(ReplyParser, removes_telnet_commands_and_refuses_options) {
  ReplyParser parser;
  parser.feed(
      "2\xFF\xFD\x01"
      "20\xFF\xF1 a\xFF\xFB\0\xFF\xFE\x01\xFF\xFC\x01\xFF\xFF"
      "b\xFFz\r\n"s);
  const auto reply = parser.next();
  ASSERT_TRUE(reply);
  EXPECT_EQ(reply->lines.at(0),
            "220 a\xFF"
            "b\xFFz");
  EXPECT_EQ(parser.take_telnet_refusals(), "\xFF\xFC\x01\xFF\xFE\0"s);
  EXPECT_EQ(parser.take_telnet_refusals(), "");
}

TEST(ReplyParser, names_the_server_of_another_protocol) {
  EXPECT_NE(failure("SSH-2.0-OpenSSH_9.2\r\n").find("SSH (SFTP) server"), std::string::npos);
  EXPECT_NE(failure("hello\r\nSSH-2.0-x\r\n").find("SSH (SFTP) server"), std::string::npos);
  EXPECT_NE(failure("\x15\x03\x01\0\x02\x02\x46"s).find("TLS server"), std::string::npos);
  EXPECT_NE(failure("HTTP/1.1 400 Bad Request\r\n").find("HTTP server"), std::string::npos);
  EXPECT_NE(failure("* OK IMAP4rev1\r\n").find("IMAP"), std::string::npos);
}

TEST(ReplyParser, does_not_suspect_a_server_that_has_greeted) {
  EXPECT_EQ(parse("220 ok\r\nSSH-2.0\r\n200 ok\r\n").size(), 2u);
}

TEST(ReplyParser, accepts_lines_and_replies_up_to_their_limits) {
  const std::string line = "220-" + std::string(ReplyParser::longest_line - 6, 'x') + "\r\n";
  std::string bytes;
  for (int i = 0; i < 7; ++i) bytes += line;
  EXPECT_EQ(parse(bytes + "220 end\r\n").size(), 1u);
  EXPECT_NE(failure("220 " + std::string(ReplyParser::longest_line, 'x')).find("longer than 8 KiB"),
            std::string::npos);
  EXPECT_NE(failure(bytes + line + "220 end\r\n").find("larger than 64 KiB"), std::string::npos);
}

TEST(ReplyParser, limits_one_reply_and_not_the_session) {
  std::string bytes;
  for (int i = 0; i < 5000; ++i) bytes += "226 Transfer complete, and some more text in it\r\n";
  EXPECT_EQ(parse(bytes).size(), 5000u);
}

TEST(ReplyParser, counts_telnet_commands_against_the_limit) {
  std::string bytes = "220 ";
  for (int i = 0; i < 10000; ++i) bytes += "\xFF\xFD\x01";
  ReplyParser parser;
  parser.feed(bytes);
  EXPECT_THROW(parser.next(), Error);
  EXPECT_LE(parser.take_telnet_refusals().size(), ReplyParser::longest_line);
}

TEST(ReplyParser, explains_what_a_stuck_reply_lacks) {
  ReplyParser parser;
  parser.feed("553-no\r\n");
  EXPECT_NE(parser.lacking().find("553 and a space"), std::string::npos);
  parser.feed("150 final elsewhere\r\n");
  EXPECT_NE(parser.lacking().find("a line with 150 came"), std::string::npos);
  parser.feed("553 end\r\n");
  EXPECT_EQ(parser.lacking(), "");
  parser.feed("22");
  EXPECT_NE(parser.lacking(), "");
}

TEST(ReplyParser, gives_the_same_events_for_every_split) {
  const std::vector<std::string> corpus = {
      "220 hello\r\n",
      "120 wait\r\n220 now\r\n",
      "220-a\r\n230 b\r\n123-odd\r\n220 c\r\n331 d\r\n",
      "226\r\n226\n226-\n226\n",
      "\r\njunk\n220 x\r\n501 'MODE Z\r\n' odd\r\n200\r\n",
      "220 \xFF\xFD\x18\xFF\xFB\x01ok\xFF\xFF\r\n",
      "220 a\r\n230 b\0c\r\n200 d\r\n"s,
      "SSH-2.0-x\r\n",
      "\x16\x03\x01\0\x01"s,
      "HTTP/1.1 400 x\r\n\r\n",
      "211-Features:\r\n MDTM\r\n SIZE\r\n211 End\r\n",
      "229 Entering (|||5000|)\r\n150 Opening\r\n226 Done\r\n226 Done\r\n",
      "553-a\r\n150 b\r\n",
      "230-caf\xC3\xA9\r\n230 \r\n",
  };
  for (std::string_view bytes : corpus) {
    const std::string whole = events({bytes});
    for (std::size_t size = 1; size < bytes.size(); ++size) {
      EXPECT_EQ(events(pieces_of(bytes, size)), whole) << size << "\n" << bytes;
      EXPECT_EQ(events({bytes.substr(0, size), bytes.substr(size)}), whole) << size << "\n" << bytes;
    }
  }
}

}  // namespace
}  // namespace plainsock::ftp
