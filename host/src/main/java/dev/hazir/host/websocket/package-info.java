/**
 * Websockets (RFC 6455) on event loops. The host owns each connection ({@link dev.hazir.host.websocket.HostedSocket});
 * a deployment is attached to it and can be exchanged between two messages.
 */
@NullMarked
package dev.hazir.host.websocket;

import org.jspecify.annotations.NullMarked;
