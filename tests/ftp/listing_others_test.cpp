#include "listing_cases.hpp"

namespace plainsock::ftp {
namespace {

TEST(FactsListing, reads_the_lines_of_mlsd) {
  check_cases(
      {
          {"type=file;size=1234;modify=20260116185307; f.bin", "file 1234 2026-01-16T18:53:07Z - - [f.bin]"},
          {"Type=File;Size=1234;Modify=20260116185307.786;Perm=r; f.bin",
           "file 1234 2026-01-16T18:53:07Z - - [f.bin]"},
          {"type=dir;sizd=4096;modify=20260116185307;UNIX.mode=0755; dir",
           "directory - 2026-01-16T18:53:07Z - - [dir]"},
          {"type=dir;size=4096; dir", "directory - - - - [dir]"},
          {"type=cdir;modify=20260116185307; /pub/here", "this directory - 2026-01-16T18:53:07Z - - [/pub/here]"},
          {"type=pdir; ..", "parent directory - - - - [..]"},
          {"type=cdir; .", "this directory - - - - [.]"},
          {"type=OS.unix=slink:/pub/x;size=6; link", "link - - - - [link] -> /pub/x"},
          {"type=OS.unix=symlink; link", "link - - - - [link]"},
          {"type=OS.unix=chr-1/3; null", "special - - - - [null]"},
          {"type=file;size=5;UNIX.ownername=alice;UNIX.groupname=users; f", "file 5 - alice users [f]"},
          {"type=file;size=5;unix.owner=1000;unix.group=100; f", "file 5 - 1000 100 [f]"},
          {"type=file;size=5;UNIX.uid=1000;UNIX.gid=100; f", "file 5 - 1000 100 [f]"},
          {"type=file;size=0;media-type=text/plain;lang=de; f", "file 0 - - - [f]"},
          {"size=5; untyped", "unknown 5 - - - [untyped]"},
          {"type=new-kind;size=5; f", "unknown 5 - - - [f]"},
          {"type=file;size=-5;modify=20261316000000; f", "file - - - - [f]"},
          {"type=file;size=12345678901234567890123; f", "file - - - - [f]"},
          {"type=file;size=5;modify=191260116185307; bug", "file 5 2026-01-16T18:53:07Z - - [bug]"},
          {"type=file;size=5 draft", "file 5 - - - [draft]"},
          {" nameonly", "unknown - - - - [nameonly]"},
          {"type=file;size=1;  two  words ", "file 1 - - - [ two  words ]"},
          {"type=file;size=1; a; b=c; d", "file 1 - - - [a; b=c; d]"},
          {"type=file;size=1; a -> b", "file 1 - - - [a -> b]"},
          {"type=file;size=1; gr\xC3\xBC\xC3\x9F", "file 1 - - - [gr\xC3\xBC\xC3\x9F]"},
          {"-rw-r--r-- 1 a b 7 Jan 16 18:53 f", "unknown - - - - []"},
          {"type=file;size=1;", "unknown - - - - []"},
      },
      ListingParser::Format::facts);
}

TEST(FactsListing, keeps_permissions_as_they_were_sent) {
  const auto entries = parse_listing("type=file;perm=adfr;UNIX.mode=0644; f\ntype=file;perm=adfr; g",
                                     ListingParser::Format::facts, corpus_now());
  ASSERT_EQ(entries.size(), 2u);
  EXPECT_EQ(entries[0].permissions, "0644");
  EXPECT_EQ(entries[1].permissions, "adfr");
}

TEST(NamesListing, takes_each_line_for_a_name) {
  check_cases(
      {
          {"f.bin", "unknown - - - - [f.bin]"},
          {" two  words ", "unknown - - - - [ two  words ]"},
          {"quirk/name", "unknown - - - - [quirk/name]"},
          {"total 12", "unknown - - - - [total 12]"},
          {"..", "parent directory - - - - [..]"},
          {"-rw-r--r-- 1 a b 7 Jan 16 18:53 f", "unknown - - - - [-rw-r--r-- 1 a b 7 Jan 16 18:53 f]"},
      },
      ListingParser::Format::names);
}

TEST(DosListing, reads_the_lines_of_iis_and_dir) {
  check_cases(
      {
          {"01-16-26  06:53PM                 1234 f.bin", "file 1234 2026-01-16T18:53 - - [f.bin]"},
          {"01-16-26  06:53AM       <DIR>          dir", "directory - 2026-01-16T06:53 - - [dir]"},
          {"01-16-2026  12:00AM               1234 midnight", "file 1234 2026-01-16T00:00 - - [midnight]"},
          {"01-16-2026  12:30PM               1234 noon", "file 1234 2026-01-16T12:30 - - [noon]"},
          {"01-16-99  06:53PM                 1234 last.century", "file 1234 1999-01-16T18:53 - - [last.century]"},
          {"01-16-26  18:53                   1234 24h", "file 1234 2026-01-16T18:53 - - [24h]"},
          {"01/16/2026  06:53 PM             1,234 dir.style", "file 1234 2026-01-16T18:53 - - [dir.style]"},
          {"2026-01-16  18:53             1.234.567 iso", "file 1234567 2026-01-16T18:53 - - [iso]"},
          {"16.01.2026  18:53    <DIR>          german", "directory - 2026-01-16T18:53 - - [german]"},
          {"16-01-26  18:53                   1234 day.first", "file 1234 2026-01-16T18:53 - - [day.first]"},
          {"01-16-26  06:53p                  1234 short", "file 1234 2026-01-16T18:53 - - [short]"},
          {"01-16-26  06:53:07PM              1234 seconds", "file 1234 2026-01-16T18:53:07 - - [seconds]"},
          {"01-16-26  06:53PM       <DIR>           leading", "directory - 2026-01-16T18:53 - - [ leading]"},
          {"01-16-26  06:53PM                 1234  leading", "file 1234 2026-01-16T18:53 - - [ leading]"},
          {"01-16-26  06:53PM                 1234 two  words", "file 1234 2026-01-16T18:53 - - [two  words]"},
          {"01-16-26  06:53PM       <JUNCTION>     j [C:\\Users]", "link - 2026-01-16T18:53 - - [j] -> C:\\Users"},
          {"01-16-26  06:53PM       <SYMLINKD>     s [..\\x]", "link - 2026-01-16T18:53 - - [s] -> ..\\x"},
          {"01-16-26  06:53PM       <SYMLINK>      s", "link - 2026-01-16T18:53 - - [s]"},
          {"01-16-26  06:53PM       <DIR>          .", "this directory - 2026-01-16T18:53 - - [.]"},
          {"02-30-26  06:53PM                 1234 no.such.day", "file 1234 - - - [no.such.day]"},
          {"01-16-26  06:53XM                 1234 f", "unknown - - - - []"},
          {"01-16-26  25:53                   1234 f", "unknown - - - - []"},
          {"01-16-26  06:53PM                 <ODD> f", "unknown - - - - []"},
          {"01-16-26  06:53PM       <SYMLINK>       [x]", "link - 2026-01-16T18:53 - - [ [x]]"},
          {"01-16-26  06:53PM       <DIR>          ", "unknown - - - - []"},
          {"01-16-26  06:53PM                 1234", "unknown - - - - []"},
      },
      as_list);
}

TEST(EplfListing, reads_its_facts_and_keeps_the_name) {
  check_cases(
      {
          {"+i8388621.48594,m825718503,r,s280,\tdjb.html", "file 280 1996-03-01T22:15:03Z - - [djb.html]"},
          {"+i8388621.50690,m824255907,/,\t514", "directory - 1996-02-13T23:58:27Z - - [514]"},
          {"+i8388621.48598,m824253270,r,s612,up644,\tRFCEPLF", "file 612 1996-02-13T23:14:30Z - - [RFCEPLF]"},
          {"+r,s10,\t two  words\t", "file 10 - - - [ two  words\t]"},
          {"+,m1,x9,\tneither", "unknown - 1970-01-01T00:00:01Z - - [neither]"},
          {"+r,s-5,mxyz,\tbad", "file - - - - [bad]"},
          {"+r,s10,", "unknown - - - - []"},
      },
      as_list);
}

TEST(NetwareListing, reads_rights_in_place_of_a_mode) {
  check_cases(
      {
          {"d [RWCEAFMS] Admin                          512 Jan 16 18:53    SYS",
           "directory - 2026-01-16T18:53 Admin - [SYS]"},
          {"- [-RWCE-FM] alice                      214059 Oct 20  2024    cx.exe",
           "file 214059 2024-10-20 alice - [cx.exe]"},
          {"d[R----F--] supervisor   512 Jan 16 18:53 login", "directory - 2026-01-16T18:53 supervisor - [login]"},
          {"-[R----F--] two words   512 Jan 16 18:53 f", "file 512 2026-01-16T18:53 two words - [f]"},
          {"d [SRWCEMFA] 1234 512 Jan 16 18:53 numeric", "directory - 2026-01-16T18:53 1234 - [numeric]"},
          {"d [QQQQQQQQ] Admin 512 Jan 16 18:53 SYS", "unknown - - - - []"},
      },
      as_list);
}

TEST(VmsListing, reads_versions_owners_and_protections) {
  check_cases(
      {
          {"README.TXT;3  12/15  16-JAN-2026 10:11:12 [STAFF,ALICE] (RWED,RWED,RE,)",
           "file - 2026-01-16T10:11:12 ALICE STAFF [README.TXT;3]"},
          {"DATA.DIR;1  1/3  16-JAN-2026 10:11 [ALICE] (RWE,RWE,RE,RE)",
           "directory - 2026-01-16T10:11 ALICE - [DATA]"},
          {"A.B;12  4  1-FEB-2026 9:05:01.37 [1,4] (RWED,RE,,)", "file - 2026-02-01T09:05:01 4 1 [A.B;12]"},
          {"LOGIN.COM;2 16-JAN-2026 10:11:12 1/3 (RWED,RWED,RE,)", "file - 2026-01-16T10:11:12 - - [LOGIN.COM;2]"},
          {"SECRET.DIR;1  %RMS-E-PRV, insufficient privilege or file protection violation",
           "directory - - - - [SECRET]"},
          {"MAIL.MAI;1  %RMS-E-PRV, insufficient privilege", "file - - - - [MAIL.MAI;1]"},
          {"A.B;12  4  31-FEB-2026 9:05 [1,4]", "unknown - - - - []"},
          {"A.B;x  4  1-FEB-2026 9:05 [1,4]", "unknown - - - - []"},
      },
      as_list);
}

TEST(VmsListing, joins_the_two_lines_of_a_long_name) {
  const auto lines = summaries(
      "Directory DISK$USER:[ALICE]\r\n"
      "\r\n"
      "A_VERY_LONG_NAME_THAT_FILLS_ITS_COLUMN.TXT;1\r\n"
      "                  12/15  16-JAN-2026 10:11:12 [STAFF,ALICE] (RWED,RWED,RE,)\r\n"
      "B.TXT;1  1  16-JAN-2026 10:11:12 [ALICE] (RWED,,,)\r\n"
      "ALONE.TXT;1\r\n"
      "C.TXT;1  1  16-JAN-2026 10:11:12 [ALICE] (RWED,,,)\r\n"
      "LAST.TXT;1\r\n"
      "\r\n"
      "Total of 5 files, 14/17 blocks.\r\n",
      as_list);
  EXPECT_EQ(lines, (std::vector<std::string>{
                       "file - 2026-01-16T10:11:12 ALICE STAFF [A_VERY_LONG_NAME_THAT_FILLS_ITS_COLUMN.TXT;1]",
                       "file - 2026-01-16T10:11:12 ALICE - [B.TXT;1]", "unknown - - - - []",
                       "file - 2026-01-16T10:11:12 ALICE - [C.TXT;1]", "unknown - - - - []"}));
}

TEST(ZosListing, reads_data_sets_under_their_titles) {
  const auto lines = summaries(
      "Volume Unit    Referred Ext Used Recfm Lrecl BlkSz Dsorg Dsname\r\n"
      "WRKV01 3390   2026/01/16  1   15  FB      80 27920  PO  ALICE.JCL.CNTL\r\n"
      "WRKV01 3390   2026/01/16  1    1  VB     255 27998  PS  ALICE.NOTES\r\n"
      "WRKV02 3390   **NONE**    1    1  FB      80  6160  PO-E 'ALICE.PDSE'\r\n"
      "WRKV02 3390                                    VSAM  ALICE.KSDS\r\n"
      "Migrated                                            ALICE.OLD.DATA\r\n"
      "Pseudo Directory                                    ALICE.SUB\r\n"
      "ARCIVE Not Direct Access Device                     ALICE.TAPE\r\n"
      "Error determining attributes                        ALICE.BROKEN\r\n"
      "WRKV01 3390   2026/01/16  1    1  VB     255 27998  ??  ALICE.ODD\r\n"
      "WRKV01 3390   2026/01/16  1    1  VB     255 27998  PS  TOOLONGQUALIFIER.X\r\n",
      as_list);
  EXPECT_EQ(lines,
            (std::vector<std::string>{
                "directory - 2026-01-16 - - [ALICE.JCL.CNTL]", "file - 2026-01-16 - - [ALICE.NOTES]",
                "directory - - - - [ALICE.PDSE]", "file - - - - [ALICE.KSDS]", "file - - - - [ALICE.OLD.DATA]",
                "directory - - - - [ALICE.SUB]", "file - - - - [ALICE.TAPE]", "unknown - - - - [ALICE.BROKEN]",
                "unknown - - - - []", "unknown - - - - []"}));
}

TEST(ZosListing, reads_members_under_their_titles) {
  const auto lines = summaries(
      " Name     VV.MM   Created       Changed      Size  Init   Mod   Id\r\n"
      "COMPILE   01.03 2026/01/16 2026/02/17 10:11    45    40     0 ALICE\r\n"
      "NOSTATS\r\n"
      "bad.name\r\n",
      as_list);
  EXPECT_EQ(lines, (std::vector<std::string>{"file - 2026-02-17T10:11 ALICE - [COMPILE]", "file - - - - [NOSTATS]",
                                             "unknown - - - - []"}));
  EXPECT_EQ(
      summaries(" Name      Size     TTR   Alias-of AC\r\nMODULE    0001A0   00000F          00\r\n", as_list),
      (std::vector<std::string>{"file - - - - [MODULE]"}));
}

TEST(ZosListing, reads_jobs_under_their_titles) {
  const auto lines = summaries(
      "JOBNAME  JOBID    OWNER    STATUS CLASS\r\n"
      "ALICEA   JOB00123 ALICE    OUTPUT A        RC=0000 3 spool files\r\n"
      "ALICEB   J0012345 ALICE    ACTIVE A\r\n"
      "8 jobs\r\n",
      as_list);
  EXPECT_EQ(lines, (std::vector<std::string>{"file - - ALICE - [JOB00123]", "file - - ALICE - [J0012345]",
                                             "unknown - - - - []"}));
}

TEST(Os400Listing, reads_objects_and_members) {
  check_cases(
      {
          {"QSYS            77824 02/23/24 15:09:55 *DIR       QOpenSys/",
           "directory - 2024-02-23T15:09:55 QSYS - [QOpenSys]"},
          {"ALICE           45056 16/01/26 14:30:00 *FILE      PAYROLL.FILE",
           "directory - - ALICE - [PAYROLL.FILE]"},
          {"ALICE           12345 31/12/98 14:30:00 *STMF      notes  1.txt",
           "file 12345 1998-12-31T14:30:00 ALICE - [notes  1.txt]"},
          {"ALICE           12345 05/05/05 14:30:00 *STMF      same.txt",
           "file 12345 2005-05-05T14:30:00 ALICE - [same.txt]"},
          {"ALICE                                   *MEM       PAYROLL.FILE/JAN.MBR",
           "file - - ALICE - [PAYROLL.FILE/JAN.MBR]"},
          {"QDOC              512 02/23/24 15:09:55 *FLR       QDLS",
           "directory - 2024-02-23T15:09:55 QDOC - [QDLS]"},
          {"QSYS             5120 99/99/99 15:09:55 *LIB       QGPL.LIB/", "directory - - QSYS - [QGPL.LIB]"},
          {"QSYS            77824 02/23/24 15:09:55 *dir       x", "unknown - - - - []"},
          {"QSYS            77824 02/23/24 15:09    *DIR", "unknown - - - - []"},
      },
      as_list);
}

}  // namespace
}  // namespace plainsock::ftp
