package dev.hazir.host.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.text.MessageFormat;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;

/** The words of error pages, from message files: one for each language. */
final class ErrorText {

    private static final String FILES = "dev.hazir.host.http.errors";
    private static final List<Locale> LANGUAGES = List.of(Locale.ENGLISH, Locale.GERMAN);

    private static final ErrorText ENGLISH = read(Locale.ENGLISH);
    private static final Map<Locale, ErrorText> OTHERS = Map.of(Locale.GERMAN, read(Locale.GERMAN));

    private final Locale language;
    private final ResourceBundle words;

    private ErrorText(Locale language, ResourceBundle words) {
        this.language = language;
        this.words = words;
    }

    static ErrorText english() {
        return ENGLISH;
    }

    /** In the language that a request asks for, English if there is none. */
    static ErrorText of(HttpHeaders request) {
        String wanted = String.join(",", request.getAll(HttpHeaderNames.ACCEPT_LANGUAGE));
        if (wanted.isBlank()) {
            return ENGLISH;
        }
        try {
            Locale found = Locale.lookup(Locale.LanguageRange.parse(wanted), LANGUAGES);
            return found == null ? ENGLISH : OTHERS.getOrDefault(found, ENGLISH);
        } catch (IllegalArgumentException e) {
            return ENGLISH; // a client may send any nonsense
        }
    }

    String language() {
        return language.getLanguage();
    }

    String word(String key, Object... arguments) {
        return words.containsKey(key) ? new MessageFormat(words.getString(key), language).format(arguments) : "";
    }

    /** What went wrong, in a few words. */
    String title(ErrorAnswer answer) {
        String own = answer.topic().isEmpty() ? "" : word(answer.topic() + ".title", arguments(answer));
        if (!own.isEmpty()) {
            return own;
        }
        String usual = HttpResponseStatus.valueOf(answer.status()).reasonPhrase();
        String known = word(answer.status() + ".title");
        return known.isEmpty() || !answer.title().equals(usual) ? answer.title() : known;
    }

    /** Why, in a sentence or two; empty when there is nothing to say. */
    String why(ErrorAnswer answer) {
        String own = answer.topic().isEmpty() ? "" : word(answer.topic() + ".why", arguments(answer));
        if (!own.isEmpty()) {
            return own;
        }
        return answer.detail().isEmpty() ? word(answer.status() + ".why") : answer.detail();
    }

    /** What a visitor can do. */
    String advice(ErrorAnswer answer) {
        String own = answer.topic().isEmpty() ? "" : word(answer.topic() + ".do", arguments(answer));
        return own.isEmpty() ? word(answer.status() + ".do") : own;
    }

    private Object[] arguments(ErrorAnswer answer) {
        return answer.arguments().stream()
                .map(argument -> argument instanceof ZonedDateTime time ? moment(time) : argument.toString())
                .toArray();
    }

    private String moment(ZonedDateTime time) {
        return DateTimeFormatter.ofPattern(words.getString("moment"), language).format(time);
    }

    private static ErrorText read(Locale language) {
        ResourceBundle.Control files =
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);
        return new ErrorText(
                language, ResourceBundle.getBundle(FILES, language, ErrorText.class.getClassLoader(), files));
    }
}
