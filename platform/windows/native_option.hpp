// Names that mingw-w64's headers leave out; the numbers are those of the Windows SDK's ws2ipdef.h.
#pragma once

#include "platform/native.hpp"

#ifndef TCP_KEEPIDLE
#define TCP_KEEPIDLE 3
#endif
#ifndef TCP_KEEPCNT
#define TCP_KEEPCNT 16
#endif
#ifndef TCP_KEEPINTVL
#define TCP_KEEPINTVL 17
#endif
