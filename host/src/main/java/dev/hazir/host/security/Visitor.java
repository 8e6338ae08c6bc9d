package dev.hazir.host.security;

/**
 * Where somebody who wants to come in is.
 *
 * @param address of the other end of the connection
 * @param agent what the browser or program says of itself
 */
public record Visitor(String address, String agent) {

    private static final int GROUPS_OF_A_NETWORK = 4;

    /** Whose wrong tries are counted together: an address, or a network of IPv6, of which one house has many addresses. */
    String network() {
        String[] groups = address.split(":", -1);
        if (groups.length <= 2 || address.startsWith("::")) {
            return address;
        }
        StringBuilder network = new StringBuilder();
        for (int i = 0; i < Math.min(GROUPS_OF_A_NETWORK, groups.length); i++) {
            network.append(groups[i]).append(':');
        }
        return network.toString();
    }
}
