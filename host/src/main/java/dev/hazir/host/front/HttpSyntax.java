package dev.hazir.host.front;

/** Which characters may stand where (RFC 9110, RFC 9112, RFC 3986). */
final class HttpSyntax {

    private static final String TOKEN_MARKS = "!#$%&'*+-.^_`|~";
    private static final String AUTHORITY_MARKS = "-._~%!$&'()*+,;=:[]";
    private static final int LONGEST_LENGTH = 18;

    private static final boolean[] TOKEN = lettersDigitsAnd(TOKEN_MARKS);
    private static final boolean[] AUTHORITY = lettersDigitsAnd(AUTHORITY_MARKS);

    private HttpSyntax() {}

    static boolean token(CharSequence text) {
        return !text.isEmpty() && only(text, TOKEN);
    }

    /** Whether it is a number without sign that a long can hold. */
    static boolean digits(CharSequence text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return text.length() > 0 && text.length() <= LONGEST_LENGTH;
    }

    /** Whether a request target has visible ASCII characters only, and no fragment. */
    static boolean target(CharSequence text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c <= ' ' || c >= 127 || c == '#') {
                return false;
            }
        }
        return text.length() > 0;
    }

    /** Whether it can be a host with an optional port; user information is not accepted. */
    static boolean authority(CharSequence text) {
        return only(text, AUTHORITY);
    }

    /** Whether a header value can be sent without becoming more than one field. */
    static boolean fieldValue(CharSequence text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c < ' ' && c != '\t') || c == 127) {
                return false;
            }
        }
        return true;
    }

    private static boolean only(CharSequence text, boolean[] allowed) {
        int length = text.length();
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c >= allowed.length || !allowed[c]) {
                return false;
            }
        }
        return true;
    }

    private static boolean[] lettersDigitsAnd(String marks) {
        boolean[] allowed = new boolean[128];
        for (char c = 0; c < allowed.length; c++) {
            allowed[c] =
                    (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || marks.indexOf(c) >= 0;
        }
        return allowed;
    }
}
