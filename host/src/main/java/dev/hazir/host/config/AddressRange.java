package dev.hazir.host.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/**
 * Addresses that begin alike.
 *
 * @param first one of them
 * @param bits how many bits they have in common
 */
public record AddressRange(InetAddress first, int bits) {

    private static final Pattern LITERAL =
            Pattern.compile("[0-9]{1,3}([.][0-9]{1,3}){3}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

    /** Parses an address, or one with the number of bits that count: {@code 10.0.0.0/8}. Nothing is looked up. */
    static AddressRange parse(String text) {
        String expected = "addresses such as 127.0.0.1 or 10.0.0.0/8, separated by commas";
        int slash = text.indexOf('/');
        String address = slash < 0 ? text : text.substring(0, slash);
        if (!LITERAL.matcher(address).matches()) {
            throw new IllegalArgumentException(expected);
        }
        try {
            InetAddress first = InetAddress.getByName(address);
            int most = first.getAddress().length * 8;
            return new AddressRange(first, slash < 0 ? most : ConfigText.integer(text.substring(slash + 1), 0, most));
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(expected, e);
        }
    }

    public boolean contains(InetAddress address) {
        byte[] mine = first.getAddress();
        byte[] other = address.getAddress();
        if (mine.length != other.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >> (bit % 8);
            if ((mine[bit / 8] & mask) != (other[bit / 8] & mask)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return first.getHostAddress() + (bits == first.getAddress().length * 8 ? "" : "/" + bits);
    }
}
