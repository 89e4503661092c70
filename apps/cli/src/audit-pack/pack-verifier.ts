export { verifyPack, verifyPackFully } from '@app/audit-pack';
