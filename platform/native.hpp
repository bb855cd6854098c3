// The one #ifdef for an operating system: picks the system's socket headers. Only platform/ and the sources of src/
// that handle a sockaddr include this, never a public header.
#pragma once

#ifdef _WIN32
#include <winsock2.h>  // before windows.h, which would bring in Winsock 1
//
#include <ws2tcpip.h>
//
#include <mstcpip.h>
#include <mswsock.h>
#include <windows.h>
//
#include <afunix.h>
#include <iphlpapi.h>
#else
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <net/if.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <netinet/udp.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>
#endif
