package io.otpengine.sms.smpp;

/**
 * How a text goes that is longer than a single message. To be asked of the operator: an SMSC that does not know a way may
 * refuse the message, or deliver it empty or in pieces.
 */
public enum SmppLongText {
    /** Whole, in the parameter {@code message_payload}, for the SMSC to split: one answer for the whole message. */
    PAYLOAD,
    /** In parts tied by a header of six octets (8-bit reference), which every SMSC passes on: one answer for each part. */
    UDH,
    /** In parts tied by the parameters {@code sar_*} (16-bit reference): one answer for each part. */
    SAR
}
