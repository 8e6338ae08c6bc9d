/**
 * The ports of applets: every listening socket, TCP connection, UDP channel and outgoing connection is the host's; applets
 * only attach handlers.
 *
 * <pre>
 * Ports                       all of the host
 *   PreparedPorts             those of one deployment: prepare, publish, drain, close
 *     Listener | UdpSocket    a bound number, kept when the next version has it too
 *     OutgoingLink            a connection that is made again when it is lost
 *     Occupant                one declared port of one deployment, as it occupies a socket
 *       Connection            owns a TCP channel; what is attached to it can be exchanged between two messages
 *         Intake, Outbox      what comes in and goes out, and when
 *         Occupancy           who has it now, and is given what comes in
 *           Attachment        a deployment's hold on it
 *             HostedPeer      what the guest sees of it
 *         HandOver            its way from version to version
 *       Succession            what follows an occupant at an upgrade, and what became of its connections
 * </pre>
 *
 * A connection whose other side ends its output is answered to the end: what the receiver sends until it has seen the
 * last message is flushed before the connection is closed.
 */
@NullMarked
package dev.hazir.host.port;

import org.jspecify.annotations.NullMarked;
