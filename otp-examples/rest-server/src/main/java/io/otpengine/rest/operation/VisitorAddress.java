package io.otpengine.rest.operation;

import io.javalin.http.Context;
import io.otpengine.InvalidRequestException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a visitor comes from. {@code X-Forwarded-For} is read from its end for as long as trusted proxies wrote it: what
 * stands further left a client can make up.
 */
public final class VisitorAddress {
    private static final Pattern ADDRESS = Pattern.compile("[0-9a-fA-F:.]{2,45}");

    private final List<Block> trusted;

    private VisitorAddress(List<Block> trusted) {
        this.trusted = trusted;
    }

    /**
     * Reads whom to trust.
     *
     * @param blocks addresses or blocks of them, {@code 10.0.0.0/8}
     * @return the rule
     * @throws InvalidRequestException if one is neither
     */
    public static VisitorAddress behind(List<String> blocks) {
        return new VisitorAddress(blocks.stream().map(Block::parse).toList());
    }

    /**
     * The address of whoever sent a request.
     *
     * @param context the request
     * @return the address as text
     */
    public String of(Context context) {
        List<String> hops = new ArrayList<>();
        for (String line : java.util.Collections.list(context.req().getHeaders("X-Forwarded-For"))) {
            hops.addAll(Arrays.asList(line.split(",", -1)));
        }
        String address = context.ip();
        for (int i = hops.size() - 1; i >= 0 && isTrusted(address); i--) {
            String hop = hops.get(i).strip();
            if (parsed(hop) == null) {
                break;
            }
            address = hop;
        }
        return address;
    }

    private boolean isTrusted(String address) {
        InetAddress parsed = parsed(address);
        return parsed != null && trusted.stream().anyMatch(block -> block.holds(parsed.getAddress()));
    }

    /** A literal alone: a name would be looked up. */
    private static @Nullable InetAddress parsed(String address) {
        String bare =
                address.startsWith("[") && address.endsWith("]") ? address.substring(1, address.length() - 1) : address;
        if (!ADDRESS.matcher(bare).matches() || !(bare.contains(":") || bare.contains("."))) {
            return null;
        }
        try {
            return InetAddress.getByName(bare);
        } catch (UnknownHostException e) {
            return null;
        }
    }

    private record Block(List<Byte> network, int bits) {
        static Block parse(String text) {
            int slash = text.indexOf('/');
            InetAddress address = parsed(slash < 0 ? text : text.substring(0, slash));
            if (address == null) {
                throw malformed();
            }
            byte[] bytes = address.getAddress();
            int most = bytes.length * 8;
            try {
                int bits = slash < 0 ? most : Integer.parseInt(text.substring(slash + 1));
                if (bits < 0 || bits > most) {
                    throw malformed();
                }
                List<Byte> network = new ArrayList<>();
                for (byte b : bytes) {
                    network.add(b);
                }
                return new Block(List.copyOf(network), bits);
            } catch (NumberFormatException e) {
                throw malformed();
            }
        }

        boolean holds(byte[] address) {
            if (address.length != network.size()) {
                return false;
            }
            for (int bit = 0; bit < bits; bit++) {
                int mask = 0x80 >> bit % 8;
                if ((address[bit / 8] & mask) != (network.get(bit / 8) & mask)) {
                    return false;
                }
            }
            return true;
        }

        private static InvalidRequestException malformed() {
            return InvalidRequestException.malformed(
                    "trusted-proxies", "must be addresses or blocks of them such as 10.0.0.0/8, separated by commas");
        }
    }
}
