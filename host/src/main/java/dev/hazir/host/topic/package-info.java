/** The topics of a deployment, in their in-process form. */
@NullMarked
package dev.hazir.host.topic;

import org.jspecify.annotations.NullMarked;
