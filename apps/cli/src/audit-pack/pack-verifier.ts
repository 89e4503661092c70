export { verifyPack } from '@app/audit-pack';
