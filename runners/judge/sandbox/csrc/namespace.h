#ifndef ALPACO_NAMESPACE_H
#define ALPACO_NAMESPACE_H

#include "supervisor.h"

#define DOOR "/.door"
#define BEHIND_THE_DOOR DOOR "/programs"

/* Moves this process into namespaces of its own; on failure `step` says which part is not to be had. */
bool enter_namespaces(const struct places *places, bool as_user, const char **step);

/* Makes one program visible in place of the one before; only where the others are hidden. */
bool attach_program(const struct places *places, const struct job *job);

#endif
